"""The table of PDF faults in docs/packs.md: every row of it is proven with such a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from report.errors import ReportError, Severity
from report.packs import make_pack, opening
from tests.packs.builders import (
    attached,
    changed,
    encrypted,
    endless,
    form,
    launching,
    pack_folder,
    plain,
    portfolio,
    scan,
    scripted,
    signed,
    sized,
    xfa,
)

GUIDE = Path(__file__).parents[2] / "docs" / "packs.md"
FAULTS: dict[str, tuple[Callable[[], bytes], str, bool]] = {
    "asks for a password": (lambda: encrypted("geheim"), "paper-encrypted", True),
    "is protected against": (lambda: encrypted(""), "paper-was-encrypted", False),
    "is no PDF": (lambda: b"hallo" * 50, "paper-damaged", True),
    "has a page tree that holds itself": (lambda: changed(endless), "paper-damaged", True),
    "has no pages": (lambda: changed(lambda pdf: pdf.pages.__delitem__(slice(0, 2))), "paper-empty", True),
    "has damage that can be mended": (
        lambda: plain().replace(b"startxref\n", b"startxref\n9"), "paper-repaired", False,
    ),
    "is a portfolio": (lambda: changed(portfolio), "paper-portfolio", True),
    "is an XFA form": (xfa, "paper-xfa", True),
    "has a page larger than 5 metres": (lambda: changed(sized(99_999)), "paper-page-size", True),
    "has more than 5,000 pages": (lambda: plain(6), "paper-too-long", True),
    "is larger than 500 MB": (lambda: plain(40), "paper-too-large", True),
    "is a form": (form, "paper-form", False),
    "is signed": (lambda: changed(signed), "paper-signed", False),
    "carries other files": (lambda: changed(attached), "paper-attachments", False),
    "holds scripts": (lambda: changed(scripted), "paper-scripts", False),
    "has links that start programs": (lambda: changed(launching), "paper-actions", False),
    "is not tagged": (plain, "paper-untagged", False),
    "is a scan": (scan, "pages-unread", False),
}  # fmt: skip


def rows() -> list[tuple[str, str, str]]:
    text = GUIDE.read_text("utf-8").partition("## Faults of papers")[2].partition("\n## ")[0]
    return re.findall(r"^\| (.+?) \| (.+?) \| `(.+?)` \|$", text, re.MULTILINE)


def test_the_table_and_the_proofs_are_of_the_same_faults() -> None:
    described = [fault for fault, _, _ in rows()]
    assert len(described) == len(FAULTS)
    for fault, (_, code, refused) in FAULTS.items():
        row = next(row for row in rows() if row[0].startswith(fault))
        assert row[2] == code
        assert (row[1] == "refused") is refused


@pytest.mark.parametrize("fault", FAULTS)
def test_a_paper_with_a_fault(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, code, refused = FAULTS[fault]
    monkeypatch.setattr(opening, "MOST_PAGES", 5 if code == "paper-too-long" else 100)
    monkeypatch.setattr(opening, "MOST_BYTES", 8_000 if code == "paper-too-large" else 10_000_000)
    path = pack_folder(tmp_path, {"goed.pdf": plain(1), "stuk.pdf": make()})
    if refused:
        with pytest.raises(ReportError) as stop:
            make_pack(path)
        errors = [problem for problem in stop.value.problems if problem.severity is Severity.ERROR]
        assert [problem.code for problem in errors] == [code]
        assert "stuk.pdf" in errors[0].message
        assert errors[0].at is not None
        assert errors[0].at.file == "PACK.yaml"
        assert errors[0].hint
        assert not (tmp_path / "dist").exists()
    else:
        made = make_pack(path)
        (found,) = [one for one in made.problems if one.code == code and "goed" not in one.message]
        assert found.severity is Severity.WARNING
        assert found.hint
        assert made.files[0].pages > 3


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    papers = {"een.pdf": b"niets", "twee.pdf": encrypted("x"), "drie.pdf": xfa()}
    with pytest.raises(ReportError) as stop:
        make_pack(pack_folder(tmp_path, papers))
    codes = [problem.code for problem in stop.value.problems if problem.severity is Severity.ERROR]
    assert codes == ["paper-damaged", "paper-encrypted", "paper-xfa"]


def test_a_password_opens_an_encrypted_paper_and_is_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {"dicht.pdf": ", password: 'env:PW_TEST'"}
    path = pack_folder(tmp_path, {"dicht.pdf": encrypted("sesam-sesam")}, keys=keys)
    monkeypatch.setenv("PW_TEST", "sesam-sesam")
    made = make_pack(path)
    assert made.files[0].pages == 4
    assert "sesam-sesam" not in made.manifest.read_text("utf-8") + str(made)
    monkeypatch.setenv("PW_TEST", "fout-fout")
    with pytest.raises(ReportError) as stop:
        make_pack(path)
    assert "does not open it" in str(stop.value)
    assert "fout-fout" not in str(stop.value)
    monkeypatch.delenv("PW_TEST")
    with pytest.raises(ReportError, match="PW_TEST"):
        make_pack(path)


def test_untagged_papers_can_be_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as stop:
        make_pack(pack_folder(tmp_path, {"een.pdf": plain()}), require_tagged=True)
    assert [problem.code for problem in stop.value.problems] == ["paper-untagged"]
