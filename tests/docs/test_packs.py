"""docs/packs.md: its example is read as it stands, and its tables name every key."""

from __future__ import annotations

import re
from pathlib import Path

from report.cli.packs import add_pack
from report.model.pack import ItemEntry, PackFile, PaperEntry, RecipientEntry
from report.packs.images import STEPS
from report.packs.opening import LARGEST_SIDE, MOST_BYTES, MOST_PAGES
from report.sources.packfile import read_pack
from report.sources.reading import keys_of
from report.sources.scaffold import scaffold
from tests.packs.builders import plain

GUIDE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text("utf-8")


def test_the_example_is_read_as_it_stands(tmp_path: Path) -> None:
    example = re.search(r"<!-- example -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert example is not None
    scaffold(tmp_path / "verslag", language="nl")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "accountant.pdf").write_bytes(plain(1))
    (tmp_path / "papers" / "kaders.md").write_text("---\nheadline: Kaders\n---\nTekst.\n", "utf-8")
    (tmp_path / "PACK.yaml").write_text(example[1], "utf-8")
    pack = read_pack(tmp_path / "PACK.yaml")
    assert [len(item.papers) for item in pack.file.items] == [0, 2, 1]


def test_every_key_is_named() -> None:
    for kind in (PackFile, ItemEntry, PaperEntry, RecipientEntry):
        for key in keys_of(kind):
            assert f"`{key.written}`" in GUIDE, key.written


def test_every_option_is_named() -> None:
    import argparse

    added: list[argparse.ArgumentParser] = []

    def add(name: str, **given: object) -> argparse.ArgumentParser:
        added.append(argparse.ArgumentParser(name, add_help=False))
        return added[0]

    add_pack(add, argparse.ArgumentParser(add_help=False))
    for option in added[0]._option_string_actions:
        assert option in GUIDE or option == "--out"


def test_limits_are_those_of_the_program() -> None:
    assert f"more than {MOST_PAGES:,} pages" in GUIDE
    assert f"larger than {MOST_BYTES // 1_000_000} MB" in GUIDE
    assert f"larger than {LARGEST_SIDE / 72 * 0.0254:.0f} metres" in GUIDE
    assert f"to {STEPS[0][0]}, {STEPS[1][0]}, {STEPS[2][0]} and at the lowest {STEPS[3][0]} pixels" in GUIDE
    assert f"JPEG quality {STEPS[0][1]} down to {STEPS[3][1]}" in " ".join(GUIDE.split())
