"""Options become what a verb does, and its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from report.cli.packs import pack
from report.cli.terminal import near, one_line, print_json, print_problems, show_stage, summary
from report.errors import Problem, Realm, ReportError, Severity

if TYPE_CHECKING:
    from report.publish import BuildResult


def build(options: argparse.Namespace) -> int:
    from report import publish

    find_project(options.project)
    from report.publish.conforming import standards_named

    names = [name.strip() for given in options.profile or ["screen"] for name in given.split(",")]
    with_progress = sys.stderr.isatty()
    result = publish.build(
        options.project,
        profiles=names,
        out=options.out,
        pages=options.pages,
        sections=options.sections,
        status=options.status,
        strict=options.strict,
        language=options.language,
        grid=options.grid,
        allow_code=options.allow_code,
        condition=options.condition,
        marks=options.marks,
        proof=options.proof,
        standards=standards_named(options.standard or ()),
        attach=options.attach,
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
    for path in (*result.statements, *result.manifests, *result.exports):
        print(near(path))


def check(options: argparse.Namespace) -> int:
    from report import publish

    find_project(options.project)
    result = publish.check(
        options.project,
        strict=options.strict,
        layout=options.layout,
        prior=options.prior,
        language=options.language,
        allow_code=options.allow_code,
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


def preflight(options: argparse.Namespace) -> int:
    from report.publish.conforming import standards_named
    from report.publish.preflight import examined, verdict_as_data, verdict_as_lines

    made = examined(options.file, options.profile, standards_named(options.standard or ()))
    if options.format == "json":
        print_json(verdict_as_data(made))
    else:
        print("\n".join(one_line(line) for line in verdict_as_lines(made)))
    return 3 if made.errors else 0


def motif(options: argparse.Namespace) -> int:
    from report import publish

    find_project(options.project)
    output = publish.motif_sheet(options.project, seeds=options.seeds, out=options.out)
    print(f"{near(output.path)}  {output.pages} {'page' if output.pages == 1 else 'pages'}")
    return 0


def fonts(options: argparse.Namespace) -> int:
    from report.publish.fonts import as_data, as_lines, fonts_of

    if not options.project.is_file():
        find_project(options.project)
    found = fonts_of(options.project)
    if options.format == "json":
        print_json(as_data(found))
    else:
        for line in as_lines(found):
            print(one_line(line))
    print_problems(found.problems, options.project, sys.stderr)
    return 2 if found.problems else 0


def init(options: argparse.Namespace) -> int:
    from report.sources.scaffold import scaffold

    files = scaffold(options.folder, language=options.language)
    print(f"{near(options.folder)}: a report project of {len(files)} files")
    command = "report build" if options.program == "report" else f"python {options.program}"
    print(f"Build it with:  {command} {near(options.folder)}")
    return 0


def rollforward(options: argparse.Namespace) -> int:
    from report.publish.rollforward import TO_DO, roll_forward

    find_project(options.project)
    made = roll_forward(options.project, options.folder)
    print(f"{near(options.folder)}: a report project of {len(made.files)} files")
    print(f"{made.figures} figures to fill in, {made.texts} texts to review, {made.links} links to check")
    print(f"The list is in {near(options.folder / TO_DO)}")
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


def diff(options: argparse.Namespace) -> int:
    from report.publish.changes import compared, states_of
    from report.publish.changes.telling import as_data, as_lines

    comparison = compared(*states_of(options.old, options.new, options.language))
    if options.pdf is not None:
        from report.publish.changes.paper import write_paper

        output = write_paper(comparison, options.pdf)
        print(f"{near(output.path)}  {output.pages} {'page' if output.pages == 1 else 'pages'}", file=sys.stderr)
    if options.format == "json":
        print_json(as_data(comparison))
    else:
        for line in as_lines(comparison):
            print(one_line(line))
    return 0


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": build,
    "check": check,
    "diff": diff,
    "preflight": preflight,
    "motif": motif,
    "fonts": fonts,
    "init": init,
    "rollforward": rollforward,
    "pack": pack,
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
