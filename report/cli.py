"""Arguments become a verb; problems become lines on the terminal; the outcome becomes an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from report import __version__
from report.errors import FAULT_EXIT_CODE, Location, Problem, Realm, ReportError, Severity

if TYPE_CHECKING:
    from report.publish import BuildResult

WRONG_USAGE_EXIT_CODE = 2
INTERRUPTED_EXIT_CODE = 130
COLOURS = {Severity.ERROR: "\x1b[31;1m", Severity.WARNING: "\x1b[33;1m", Severity.NOTE: "\x1b[36m"}
MOST_SEEDS = 60
PLAIN = "\x1b[0m"
EXIT_CODES = """exit codes:
  0  done
  1  problems in texts, figures or images
  2  wrong usage, or problems in report.yaml, brand or profile files
  3  the file made does not conform to its standards
  4  a fault of this program"""


def main(arguments: Sequence[str] | None = None, *, program: str = "report") -> int:
    """Run one verb. Returns the exit code (DESIGN section 6); argparse exits by itself, with 2, on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        tolerate_legacy_encoding(stream)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if misspelt(given):
        return WRONG_USAGE_EXIT_CODE
    options = parser(program).parse_args(with_verb(given), argparse.Namespace(program=program))
    try:
        return VERBS[options.verb](options)
    except ReportError as stop:
        return stopped(stop, options)
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted; earlier outputs are as they were\n")
        return INTERRUPTED_EXIT_CODE
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as missing:
        if (missing.name or "report").split(".")[0] == "report":
            return at_fault(missing, show=options.traceback)
        return incomplete(missing)
    except Exception as fault:
        return at_fault(fault, show=options.traceback)


def incomplete(missing: ModuleNotFoundError) -> int:
    """A library is gone from the environment: no fault of this program, and nothing to report."""
    sys.stderr.write(f"error: the package '{missing.name}' is missing from the environment\n")
    sys.stderr.write("  hint: delete the folder .venv and run this again; or install this program anew\n")
    return WRONG_USAGE_EXIT_CODE


# ---------------------------------------------------------------- arguments


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


def parser(program: str) -> argparse.ArgumentParser:
    """The command line: DESIGN section 6."""
    epilog = f"Without a verb it builds. A PROJECT is a folder with config/ and assets/.\n\n{EXIT_CODES}"
    if program == "build.py":
        epilog = f"{program} test runs the program's own checks and tests.\n{epilog}"
    whole = argparse.ArgumentParser(
        prog=program,
        description="Makes an annual report, as PDF, of the YAML, Markdown and figures in a project.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = whole.add_subparsers(dest="verb", metavar="VERB", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--traceback", action="store_true", help="show where this program went wrong, if it does")

    build = verbs.add_parser("build", parents=[common], help="make the PDFs and the manifest")
    build.add_argument("--profile", action="append", metavar="NAME", help="which PDF to make: screen (the default)")
    build.add_argument("--pages", default="", metavar="RANGE", help="only these pages, as an excerpt: 3-5,8")
    build.add_argument("--out", type=Path, metavar="DIR", help="where the files go (default: dist/ in the project)")
    build.add_argument("--export", action="append", choices=("xlsx", "csv"), help="also write every figure as a table")

    check = verbs.add_parser("check", parents=[common], help="find every problem that can be known before layout")
    check.add_argument("--layout", action="store_true", help="also set the text, and report on its lines and columns")
    check.add_argument("--prior", type=Path, metavar="PATH", help="last year's project or manifest, for comparatives")
    check.add_argument("--format", choices=("human", "json"), default="human", help="how to print what was found")

    for verb in (build, check):
        verb.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT", help="default: here")
        verb.add_argument("--language", default="", metavar="TAG", help="only this one of a report in several")
        verb.add_argument("--strict", action="store_true", help="let warnings stop, as they do for a final report")

    motif = verbs.add_parser("motif", parents=[common], help="print contact sheets of the motif under other seeds")
    motif.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT", help="default: here")
    motif.add_argument("--seeds", type=seed_count, default=6, metavar="N", help="how many, 1 to 60 (default: 6)")
    motif.add_argument("--out", type=Path, metavar="FILE", help="default: dist/SLUG-motif.pdf in the project")

    init = verbs.add_parser("init", parents=[common], help="make a small, complete report project")
    init.add_argument("folder", type=Path, metavar="DIR")
    init.add_argument("--language", choices=("nl", "en"), default="nl", help="of its texts (default: nl)")

    schema = verbs.add_parser("schema", parents=[common], help="write the JSON Schemas that editors complete from")
    schema.add_argument("--out", type=Path, metavar="DIR", help="default: config/ here if there is one, else here")
    return whole


def seed_count(given: str) -> int:
    """How many seeds a contact sheet shows."""
    if given.isdecimal() and 1 <= int(given) <= MOST_SEEDS:
        return int(given)
    raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_SEEDS}, not '{given}'")


# ---------------------------------------------------------------- verbs


def build(options: argparse.Namespace) -> int:
    from report import publish

    find_project(options.project)
    names = [name.strip() for given in options.profile or ["screen"] for name in given.split(",")]
    with_progress = sys.stderr.isatty()
    result = publish.build(
        options.project,
        profiles=names,
        out=options.out,
        pages=options.pages,
        strict=options.strict,
        language=options.language,
        exports=tuple(dict.fromkeys(options.export or ())),
        progress=show_stage if with_progress else publish.silent,
    )
    if with_progress:
        show_stage("")
    print_problems(result.problems, options.project, sys.stderr)
    report_outputs(result)
    return 0


def report_outputs(result: BuildResult) -> None:
    """Name what was written, on standard output."""
    for output in result.outputs:
        pages = "1 page" if output.pages == 1 else f"{output.pages} pages"
        print(f"{near(output.path)}  {pages}, {output.size / 1000:,.0f} kB")
    for path in (*result.manifests, *result.exports):
        print(near(path))


def check(options: argparse.Namespace) -> int:
    from report import publish

    find_project(options.project)
    result = publish.check(
        options.project, strict=options.strict, layout=options.layout, prior=options.prior, language=options.language
    )
    if options.format == "json":
        from report.publish.manifest import check_as_data

        data = check_as_data(result.problems, result.waived, result.castings)
        if options.layout:
            from report.publish.typography import survey_as_data

            data |= {"layout": survey_as_data(result.surveys)}
        print_json(data | {"exit_code": result.exit_code})
        return result.exit_code
    print_problems(result.problems, options.project, sys.stdout)
    if result.surveys:
        from report.publish.typography import survey_as_lines

        print("\n".join(one_line(line) for line in survey_as_lines(result.surveys)))
    if result.castings:
        from report.publish.castings import castings_as_lines

        print("\n".join(one_line(line) for line in castings_as_lines(result.castings)))
    waived = sum(len(entry.problems) for entry in result.waived)
    print(summary(result.problems) + (f", {waived} waived" if waived else ""))
    if result.stopping and not any(problem.severity is Severity.ERROR for problem in result.stopping):
        print("Warnings stop a final report, and every report under --strict; mend them or waive them with a reason.")
    return result.exit_code


def motif(options: argparse.Namespace) -> int:
    from report import publish

    find_project(options.project)
    output = publish.motif_sheet(options.project, seeds=options.seeds, out=options.out)
    print(f"{near(output.path)}  {output.pages} {'page' if output.pages == 1 else 'pages'}")
    return 0


def init(options: argparse.Namespace) -> int:
    from report.sources.scaffold import scaffold

    files = scaffold(options.folder, language=options.language)
    print(f"{near(options.folder)}: a report project of {len(files)} files")
    command = "report build" if options.program == "report" else f"python {options.program}"
    print(f"Build it with:  {command} {near(options.folder)}")
    return 0


def schema(options: argparse.Namespace) -> int:
    from report.publish.manifest import as_json
    from report.publish.outputs import write_all
    from report.sources.schema import schemas

    folder = options.out or (Path("config") if Path("config").is_dir() else Path())
    contents = {folder / name: as_json(content) for name, content in schemas().items()}
    write_all(contents)
    for path in contents:
        print(near(path))
    return 0


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": build,
    "check": check,
    "motif": motif,
    "init": init,
    "schema": schema,
}


def find_project(folder: Path) -> None:
    """Raises ReportError when there is no report project; a mistyped verb ends up here too."""
    if (folder / "config" / "report.yaml").is_file() or any((folder / "config").glob("report.*.yaml")):
        return
    import difflib

    verb = difflib.get_close_matches(str(folder), VERBS, 1)
    if verb and not folder.exists():
        hint = f"did you mean the verb '{verb[0]}'?"
    else:
        hint = "name the folder that holds config/, or make a new project with: report init DIR"
    where = f"'{folder}'" if str(folder) != "." else "this folder"
    what = f"{where} is not a report project: it has no config/report.yaml"
    raise ReportError([Problem("no-project", what, hint=hint, realm=Realm.SETUP)])


# ---------------------------------------------------------------- what the user sees


def stopped(stop: ReportError, options: argparse.Namespace) -> int:
    """Print the problems that stopped a verb; the exit code says whose they are."""
    from report.publish.verdict import exit_code_of

    if sys.stderr.isatty() and options.verb == "build":
        show_stage("")
    print_problems(stop.problems, getattr(options, "project", Path()), sys.stderr)
    kept = "; nothing was written" if options.verb == "build" else ""
    sys.stderr.write(f"{summary(stop.problems)}{kept}\n")
    return exit_code_of(stop.problems) or FAULT_EXIT_CODE


def print_problems(problems: Sequence[Problem], project: Path, stream: TextIO) -> None:
    """Print each as `file:line:col: severity: message [code]` with its hint; files are named from where the user is."""
    paint = COLOURS if in_colour(stream, os.environ) else {}
    for problem in problems:
        place = f"{seen_from_here(problem.at, project)}: " if problem.at else ""
        start, end = paint.get(problem.severity, ""), PLAIN if paint else ""
        print(f"{place}{start}{problem.severity}{end}: {one_line(problem.message)} [{problem.code}]", file=stream)
        if problem.hint:
            print(f"  hint: {one_line(problem.hint)}", file=stream)


def one_line(text: str) -> str:
    """Text with its control characters made visible: a file's content must not be able to steer the terminal."""
    return "".join(c if c.isprintable() or c == "\N{NO-BREAK SPACE}" else f"\\x{ord(c):02x}" for c in text)


def seen_from_here(at: Location, project: Path) -> str:
    """A place in the project as a path from the current folder, so that editors and terminals can open it."""
    path = project / at.file
    name = near(path) if at.file and path.exists() else at.file
    return one_line(str(Location(name, at.line, at.column)))


def near(path: Path) -> str:
    """A path from the current folder, or in full where that is shorter."""
    try:
        return min(os.path.relpath(path), str(path.absolute()), key=len)
    except ValueError:  # another drive
        return str(path)


def summary(problems: Sequence[Problem]) -> str:
    """Counts in words: `2 errors, 1 warning`."""
    from report.publish.verdict import counts

    named = [f"{count} {name}" + ("" if count == 1 else "s") for name, count in counts(problems).items() if count]
    return ", ".join(named) or "no problems"


def show_stage(stage: str) -> None:
    """Show on the terminal what is being done, over what was done before; nothing removes the line."""
    sys.stderr.write(f"\r{stage + ' ...' if stage else '':<40}" + ("" if stage else "\r"))
    sys.stderr.flush()


def in_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Colour only where a person looks and has not declined it (no-color.org)."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    return sys.platform != "win32" or "WT_SESSION" in environment or "TERM" in environment


def tolerate_legacy_encoding(stream: TextIO | Any) -> None:
    """A console that cannot show a character shows a question mark; it is no reason to stop."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def print_json(content: object) -> None:
    """Print JSON that every console encoding can carry."""
    import json

    text = json.dumps(content, ensure_ascii=(sys.stdout.encoding or "").lower() not in ("utf-8", "utf8"), indent=2)
    print(text)


def at_fault(fault: Exception, *, show: bool) -> int:
    """Keep the traceback of an unforeseen exception in a file and say where, or show it: it is no mistake of the
    user's."""
    import tempfile
    import traceback

    if show:
        traceback.print_exception(fault)
        return FAULT_EXIT_CODE
    sys.stderr.write(f"This is a fault of the program, not of your files: {type(fault).__name__}.\n")
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="report-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write("".join(traceback.format_exception(fault)))
        sys.stderr.write(f"  hint: please send the details with your report of it: {file.name}\n")
    except OSError:
        sys.stderr.write("  hint: run it again with --traceback and send what it says\n")
    return FAULT_EXIT_CODE
