"""Words on the command line become a verb with its options (DESIGN, Command line)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from report import __version__
from report.cli.packs import add_pack
from report.cli.verbs import VERBS

MOST_SEEDS = 60
HELP_COLUMN = 18
EXIT_CODES = """exit codes:
  0  done
  1  problems in texts, figures or images
  2  wrong usage, or problems in report.yaml, brand or profile files
  3  the file made does not conform to its standards
  4  a fault of this program"""


def with_verb(arguments: list[str]) -> list[str]:
    """Put in `build` where no verb is given: a folder that bears a verb's name is written `./check`."""
    first = arguments[0] if arguments else ""
    return arguments if first in VERBS or first in ("-h", "--help", "--version") else ["build", *arguments]


def misspelt(arguments: list[str]) -> bool:
    """Whether the first of several words is neither a verb nor a folder but nearly a verb; it is then told. A single
    word is taken for a project, and told as such."""
    first = arguments[0] if len(arguments) > 1 else ""
    if not first or first in VERBS or first.startswith("-") or Path(first).exists():
        return False
    from difflib import get_close_matches

    near = get_close_matches(first, VERBS, 1)
    if near:
        sys.stderr.write(f"error: there is no verb and no folder '{first}'\n  hint: did you mean '{near[0]}'?\n")
    return bool(near)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Every verb on a line with what it does: argparse leaves the indent of verbs out of their width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        self._action_max_length = HELP_COLUMN - 2


def parser(program: str) -> argparse.ArgumentParser:
    """The command line: DESIGN section 6."""
    epilog = f"Without a verb it builds. A PROJECT is a folder with config/ and assets/.\n\n{EXIT_CODES}"
    if program == "build.py":
        epilog = f"{program} test runs the program's own checks and tests.\n{epilog}"
    whole = argparse.ArgumentParser(
        prog=program,
        description="Makes an annual report, as PDF, of the YAML, Markdown and figures in a project.",
        epilog=epilog,
        formatter_class=_Help,
    )
    whole.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = whole.add_subparsers(dest="verb", metavar="VERB", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--traceback", action="store_true", help="show where this program went wrong, if it does")

    build = verbs.add_parser("build", parents=[common], help="make the PDFs and the manifest")
    build.add_argument(
        "--profile", action="append", metavar="NAME", help="which PDF: screen (the default), print, board"
    )
    build.add_argument("--pages", default="", metavar="RANGE", help="only these pages, as an excerpt: 3-5,8")
    build.add_argument("--sections", default="", metavar="NAMES", help="only these, as an excerpt: kpis,statement")
    build.add_argument("--status", default="", metavar="STATUS", help="concept, for-approval or final, this time")
    build.add_argument("--out", type=Path, metavar="DIR", help="where the files go (default: dist/ in the project)")
    build.add_argument("--grid", action="store_true", help="show columns, baselines, fields and page boxes")
    build.add_argument("--condition", default="", metavar="NAME", help="print for this condition: uncoated-fogra52")
    build.add_argument("--marks", action="store_true", help="print with crop, bleed and register marks, bars and slug")
    build.add_argument("--proof", action="store_true", help="print with a soft proof of every page, as images")
    build.add_argument("--standard", action="append", metavar="NAMES", help="conform to these: ua2,a4 or ua1,3a")
    build.add_argument("--attach", action="store_true", help="put the files of figures into the PDF, for 3a and a4f")
    build.add_argument("--export", action="append", choices=("xlsx", "csv"), help="also write every figure as a table")

    check = verbs.add_parser("check", parents=[common], help="find every problem that can be known before layout")
    check.add_argument("--layout", action="store_true", help="also set the text, and report on its lines and columns")
    check.add_argument("--prior", type=Path, metavar="PATH", help="last year's project or manifest, for comparatives")
    check.add_argument("--format", choices=("human", "json"), default="human", help="how to print what was found")

    for verb in (build, check):
        verb.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT", help="default: here")
        verb.add_argument("--language", default="", metavar="TAG", help="only this one of a report in several")
        verb.add_argument("--allow-code", action="store_true", help="let the project's own Python draw charts")
        verb.add_argument("--strict", action="store_true", help="let warnings stop, as they do for a final report")

    diff = verbs.add_parser("diff", parents=[common], help="tell what changed between two states of a report")
    for name, what in (("old", "before"), ("new", "after")):
        diff.add_argument(name, type=Path, metavar=name.upper(), help=f"as it was {what}: project, manifest, PDF")
    diff.add_argument("--format", choices=("human", "json"), default="human", help="how to print what changed")
    diff.add_argument("--pdf", type=Path, metavar="FILE", help="also write it as a PDF in the brand, with the pages")
    diff.add_argument("--language", default="", metavar="TAG", help="of projects in several, which to compare")

    preflight = verbs.add_parser("preflight", parents=[common], help="tell what is wrong with any PDF, page by page")
    preflight.add_argument("file", type=Path, metavar="FILE")
    preflight.add_argument("--profile", default="", metavar="NAME", help="hold it against screen, print or board")
    preflight.add_argument("--standard", action="append", metavar="NAMES", help="or against these: ua1,2a,x4")
    preflight.add_argument("--format", choices=("human", "json"), default="human", help="how to print what was found")

    motif = verbs.add_parser("motif", parents=[common], help="print contact sheets of the motif under other seeds")
    motif.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT", help="default: here")
    motif.add_argument("--seeds", type=seed_count, default=6, metavar="N", help="how many, 1 to 60 (default: 6)")
    motif.add_argument("--out", type=Path, metavar="FILE", help="default: dist/SLUG-motif.pdf in the project")

    fonts = verbs.add_parser("fonts", parents=[common], help="show what the brand's fonts, or a font file, offer")
    fonts.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT|FILE", help="default: here")
    fonts.add_argument("--format", choices=("human", "json"), default="human", help="how to print it")

    init = verbs.add_parser("init", parents=[common], help="make a small, complete report project")
    init.add_argument("folder", type=Path, metavar="DIR")
    init.add_argument("--language", choices=("nl", "en"), default="nl", help="of its texts (default: nl)")

    forward = verbs.add_parser("rollforward", parents=[common], help="make next year's project of this one")
    forward.add_argument("folder", type=Path, metavar="NEW-DIR", help="a new or empty folder")
    forward.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT", help="default: here")

    add_pack(verbs.add_parser, common)

    schema = verbs.add_parser("schema", parents=[common], help="write the JSON Schemas that editors complete from")
    schema.add_argument("--out", type=Path, metavar="DIR", help="default: config/ here if there is one, else here")
    return whole


def seed_count(given: str) -> int:
    """How many seeds a contact sheet shows."""
    if given.isdecimal() and 1 <= int(given) <= MOST_SEEDS:
        return int(given)
    raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_SEEDS}, not '{given}'")
