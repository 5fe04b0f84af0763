"""What the finished file says of itself, and that equal input gives equal bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from report.errors import Realm, ReportError
from report.finish import finish
from report.finish.finishing import PASSES
from report.finish.metadata import xmp_packet
from report.finish.standards import EARLIER_FLOORS, STANDARDS
from report.model.profile import DocumentInformation, Profile
from report.paint import paint
from tests.conformance.constructs import CONSTRUCTS
from tests.conformance.specimen import BRAND, INFORMATION, SCREEN, Specimen

ROOT = Path(__file__).parents[2]


def made(
    folder: Path, name: str = "links", profile: Profile = SCREEN, about: DocumentInformation = INFORMATION
) -> bytes:
    specimen = Specimen(folder)
    layout = CONSTRUCTS[name](specimen)
    return finish(paint(layout, BRAND, profile, specimen.library, folder), layout, profile, about)


def test_info_and_xmp_say_the_same(tmp_path: Path) -> None:
    about = replace(INFORMATION, stamp=datetime(2022, 6, 30, 1, 2, 3, tzinfo=timezone(timedelta(hours=2))))
    with pikepdf.open(io.BytesIO(made(tmp_path, about=about))) as pdf:
        info = {key: str(value) for key, value in pdf.trailer.Info.items()}
        assert info == {
            "/Title": "Proefdruk (1) – één",
            "/Author": "Stichting Proef & Zoon",
            "/Subject": "Wat er gezet kan worden",
            "/Keywords": "proef, zetwerk",
            "/Producer": "specimen",
            "/CreationDate": "D:20220629230203+00'00'",
            "/ModDate": "D:20220629230203+00'00'",
        }
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == info["/Title"]
            assert xmp["dc:creator"] == [info["/Author"]]
            assert xmp["dc:description"] == info["/Subject"]
            assert xmp["pdf:Keywords"] == info["/Keywords"]
            assert xmp["dc:subject"] == {"proef", "zetwerk"}
            assert xmp["pdf:Producer"] == info["/Producer"]
            assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2022-06-29T23:02:03+00:00"
            assert (xmp["pdfuaid:part"], xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("1", "2", "A")


def test_what_is_not_known_is_not_said(tmp_path: Path) -> None:
    about = replace(INFORMATION, author="", subject="", keywords=(), producer="")
    with pikepdf.open(io.BytesIO(made(tmp_path, about=about))) as pdf:
        assert set(pdf.trailer.Info.keys()) == {"/Title", "/CreationDate", "/ModDate"}
        packet = pdf.Root.Metadata.read_bytes()
    assert b"dc:creator" not in packet
    assert b"Keywords" not in packet


def test_metadata_survive_any_characters() -> None:
    about = replace(INFORMATION, title="<&> \x00\x0b{0} ]]>", author="{namespaces}")
    packet = xmp_packet(about, []).decode()
    assert "&lt;&amp;&gt; {0} ]]&gt;" in packet
    assert "<rdf:li>{namespaces}</rdf:li>" in packet
    assert "pdfaExtension" not in packet


def test_the_catalogue(tmp_path: Path) -> None:
    data = made(tmp_path)
    assert data.startswith(b"%PDF-1.7\n")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        assert set(root.keys()) == {
            *("/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Names", "/Outlines", "/PageMode", "/PageLabels"),
            *("/Metadata", "/Lang", "/ViewerPreferences", "/OutputIntents"),
        }
        assert str(root.Lang) == "nl"
        assert root.MarkInfo == pikepdf.Dictionary(Marked=True)
        assert root.ViewerPreferences == pikepdf.Dictionary(DisplayDocTitle=True)
        (intent,) = root.OutputIntents
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFA1", "sRGB IEC61966-2.1")
        profile = (ROOT / "report/data/icc/sRGB.icc").read_bytes()
        assert intent.DestOutputProfile.read_bytes() == profile
        assert int(intent.DestOutputProfile.N) == 3
        assert "/Filter" not in root.Metadata, "metadata can be read without a PDF library"
    assert b"/ObjStm" in data
    assert b"Helvetica" not in data
    assert b"ReportLab" not in data


def test_unknown_standards_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        made(tmp_path, profile=replace(SCREEN, standards=("ua1", "x9")))
    (problem,) = caught.value.problems
    assert (problem.code, problem.realm) == ("unknown-standard", Realm.SETUP)


def test_claims_are_those_of_the_profile(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made(tmp_path, profile=replace(SCREEN, standards=("2a",))))) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
    assert b"pdfaid:part" in packet
    assert b"pdfuaid" not in packet


def test_every_demand_has_a_provider_that_exists() -> None:
    providers = {demand.provider for standard in STANDARDS.values() for demand in standard.demands}
    assert providers <= {*PASSES, *EARLIER_FLOORS}
    assert set(PASSES) <= providers


def test_the_colour_profiles_are_those_described() -> None:
    folder = ROOT / "report/data/icc"
    described = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("*.icc"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in described


# ---------------------------------------------------------------- determinism

PROGRAM = """
import sys
from pathlib import Path
from tests.finish.test_finishing import made
for name in ("links", "tables", "figures", "flowable"):
    sys.stdout.buffer.write(made(Path(sys.argv[1]), name))
"""


def test_two_makings_are_equal(tmp_path: Path) -> None:
    assert made(tmp_path, "figures") == made(tmp_path, "figures")


def test_equal_bytes_in_any_folder_zone_seed_and_with_any_settings(tmp_path: Path) -> None:
    outputs = []
    for seed, zone, extra in (("1", "Asia/Tokyo", {}), ("2", "America/Lima", {"RL_invariant": "0", "RL_useA85": "1"})):
        folder = tmp_path / f"folder {seed}"
        folder.mkdir()
        variables = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)} | extra
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder)], env=variables, cwd=folder, capture_output=True, check=True
        )
        outputs.append(done.stdout)
    assert outputs[0].count(b"%PDF-") == 4
    assert outputs[0] == outputs[1]


def test_the_id_follows_the_content(tmp_path: Path) -> None:
    def identifier(data: bytes) -> bytes:
        found = re.search(rb"/ID\s*\[\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>", data)
        assert found is not None
        assert found[1] == found[2]
        return found[1]

    other = replace(INFORMATION, title="Iets anders")
    assert identifier(made(tmp_path)) == identifier(made(tmp_path))
    assert identifier(made(tmp_path)) != identifier(made(tmp_path, about=other))
    assert identifier(made(tmp_path)) != identifier(made(tmp_path, "lists"))
