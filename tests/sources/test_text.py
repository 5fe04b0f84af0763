"""Markdown becomes blocks and spans, each with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.errors import Location, Severity
from report.model.content import (
    Abbreviation,
    BigNumber,
    Block,
    Callout,
    CodeBlock,
    CodeSpan,
    Emphasis,
    Language,
    Lead,
    LineBreak,
    Link,
    ListBlock,
    NoteReference,
    Paragraph,
    QuoteBlock,
    Quoted,
    Span,
    Strong,
    Subhead,
    Table,
    ThematicBreak,
    Words,
)
from report.sources.gather import gather
from report.sources.markdown import split_row
from report.sources.project import Project
from report.sources.prose import slug
from report.sources.spans import plain_text
from tests.sources.projects import places, prose, write

MARKS = [":::", ":::: ", "::: quote", "::: table", "| a | b |", "| - | - |", "> ", "- ", "  ", "[^a]: x", "[x]{",
         "lang=en}", "{{", "}}", "## K {#a}", "```", "<b>", "![](", "*", "\n", "---", "===", "[a](", ")", "\t",
         "\\"]  # fmt: skip


def at(line: int, column: int) -> Location:
    return Location("t.md", line, column)


def spans(folder: Path, body: str) -> tuple[Span, ...]:
    read, problems = prose(folder, body)
    assert problems == ()
    (block,) = read.introduction
    assert isinstance(block, Paragraph)
    return block.spans


def block(folder: Path, body: str) -> Block:
    read, problems = prose(folder, body)
    assert problems == ()
    (only,) = read.introduction
    return only


def test_spans_know_their_columns(tmp_path: Path) -> None:
    line = 'A *b **c*** `d` [e](https://x.nl "f") [g](#h) [i]{lang=en} [RvT]{abbr="Raad"} {{ j.k | percent(1) }}.'
    assert spans(tmp_path, line) == (
        Words("A ", at(4, 1)),
        Emphasis((Words("b ", at(4, 4)), Strong((Words("c", at(4, 8)),), at(4, 6))), at(4, 3)),
        Words(" ", at(4, 12)),
        CodeSpan("d", at(4, 13)),
        Words(" ", at(4, 16)),
        Link((Words("e", at(4, 18)),), "https://x.nl", "f", at(4, 17)),
        Words(" ", at(4, 38)),
        Link((Words("g", at(4, 40)),), "#h", "", at(4, 39)),
        Words(" ", at(4, 46)),
        Language((Words("i", at(4, 48)),), "en", at(4, 47)),
        Words(" ", at(4, 59)),
        Abbreviation("RvT", "Raad", at(4, 60)),
        Words(" ", at(4, 78)),
        Quoted("j.k", "percent(1)", at(4, 79)),
        Words(".", at(4, 101)),
    )


def test_places_on_later_lines_and_in_nested_blocks(tmp_path: Path) -> None:
    read, _ = prose(tmp_path, "een\n  twee *drie*\n\n> - vier *vijf*\n>   zes *zeven*\n\n## Kop *x* {#k}\n\ny\n")
    first, quote = read.introduction
    assert isinstance(first, Paragraph)
    assert first.spans[-1].at == at(5, 8)
    assert isinstance(quote, QuoteBlock)
    (listing,) = quote.blocks
    assert isinstance(listing, ListBlock)
    (paragraph,) = listing.items[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.at for span in paragraph.spans] == [at(7, 5), at(7, 10), at(7, 16), at(8, 9)]
    assert read.articles[0].headline[1].at == at(10, 8)
    assert (read.articles[0].anchor, read.articles[0].at) == ("k", at(10, 1))


def test_lines_join_with_a_space_and_break_hard(tmp_path: Path) -> None:
    assert spans(tmp_path, "een\ntwee\\\ndrie  \nvier") == (
        Words("een twee", at(4, 1), ((4, at(5, 1)),)),
        LineBreak(at(5, 5)),
        Words("drie", at(6, 1)),
        LineBreak(at(6, 7)),
        Words("vier", at(7, 1)),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“Zo” – zei hij – ’s avonds", "“Zo” – zei hij – ’s avonds"),
        ("burger&shy;kracht", "burger\u00adkracht"),
        ("€\u00a012", "€\u00a012"),
        ("a \\* b \\{{ c }} \\<b>", "a * b {{ c }} <b>"),
        ("\"recht\" en 'recht' (c) ...", "\"recht\" en 'recht' (c) ..."),
        ("a & b < c > d", "a & b < c > d"),
        ("snake_case_name en 2*3*4", "snake_case_name en 234"),
    ],
)
def test_words_stay_as_typed(written: str, read: str, tmp_path: Path) -> None:
    assert plain_text(spans(tmp_path, written)) == read


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60))
def test_any_text_gives_prose_and_no_fault(tmp_path: Path, text: str) -> None:
    read, problems = prose(tmp_path, text)
    assert read.source == "t.md"
    assert all(problem.at and problem.at.line >= 1 and problem.at.column >= 1 for problem in problems)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=25))
def test_any_heap_of_marks_gives_prose_and_no_fault(tmp_path: Path, marks: list[str]) -> None:
    read, _ = prose(tmp_path, "".join(marks) + "\n" + "\n".join(marks))
    assert read.source == "t.md"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text("abcdefg", min_size=1, max_size=6), min_size=1, max_size=12), st.integers(0, 5))
def test_every_word_is_found_where_its_place_says(tmp_path: Path, words: list[str], indent: int) -> None:
    body = "\n".join(f"{' ' * min(indent, 3) if i % 3 else ''}{'*' + w + '*'} {w}" for i, w in enumerate(words))
    read, problems = prose(tmp_path, body)
    assert problems == ()
    lines = (tmp_path / "t.md").read_text().split("\n")
    (paragraph,) = read.introduction
    assert isinstance(paragraph, Paragraph)
    emphasised = [span for span in paragraph.spans if isinstance(span, Emphasis)]
    assert len(emphasised) == len(words)
    for span in emphasised:
        assert lines[span.at.line - 1][span.at.column - 1 :].startswith(f"*{plain_text(span.spans)}*")


def test_blocks(tmp_path: Path) -> None:
    assert isinstance(block(tmp_path, "---\n"), ThematicBreak)
    assert block(tmp_path, "```\na  b\n\nc\n```\n") == CodeBlock(("a  b", "", "c"), at(4, 1))
    assert block(tmp_path, "    a\n") == CodeBlock(("a",), at(4, 5))
    ordered = block(tmp_path, "3. a\n4. b\n")
    assert isinstance(ordered, ListBlock)
    assert (ordered.start, len(ordered.items), ordered.items[1].at) == (3, 2, at(5, 1))
    bullets = block(tmp_path, "- a\n  - b\n")
    assert isinstance(bullets, ListBlock)
    assert bullets.start is None
    assert isinstance(bullets.items[0].blocks[1], ListBlock)


def test_directives(tmp_path: Path) -> None:
    quote = block(tmp_path, '::: quote {source="Wie *zei*" pull=yes}\nWoorden.\n:::\n')
    assert isinstance(quote, QuoteBlock)
    assert (quote.pull, plain_text(quote.source), quote.source[0].at) == (True, "Wie zei", at(4, 20))
    callout = block(tmp_path, ":::: callout Titel {{ a.b }}\n::: number 12\nwat\n:::\n\nMeer.\n::::\n")
    assert isinstance(callout, Callout)
    assert callout.title == (Words("Titel ", at(4, 14)), Quoted("a.b", "", at(4, 20)))
    assert [type(inner) for inner in callout.blocks] == [BigNumber, Paragraph]
    same = block(tmp_path, "::: callout Titel\n::: number 12\nwat\n:::\nMeer.\n:::\n")
    assert isinstance(same, Callout)
    assert [type(inner) for inner in same.blocks] == [BigNumber, Paragraph]
    code = block(tmp_path, "::: callout T\n```\n:::\n```\n:::\n")
    assert isinstance(code, Callout)
    assert code.blocks == (CodeBlock((":::",), at(5, 1)),)


def test_table_with_spans_and_headers(tmp_path: Path) -> None:
    source = (
        '::: table {caption="Wat" source="Wie" header-columns=1}\n'
        "| Buurt | Leden | < |\n| --- | --: | :-: |\n| Noord | {{ a.b | euro }} | 1\\|2 |\n| ^ | *x* | y |\n:::\n"
    )
    table = block(tmp_path, source)
    assert isinstance(table, Table)
    assert table.alignments == ("left", "right", "centre")
    assert [(column, cell.column_span, cell.header) for column, cell in table.head[0].cells] == [
        (0, 1, "column"),
        (1, 2, "column"),
    ]
    first, second = table.body
    assert [(column, cell.row_span, cell.header) for column, cell in first.cells] == [
        (0, 2, "row"),
        (1, 1, ""),
        (2, 1, ""),
    ]
    assert first.cells[1][1].spans == (Quoted("a.b", "euro", at(7, 11)),)
    assert plain_text(first.cells[2][1].spans) == "1|2"
    assert [column for column, _ in second.cells] == [1, 2]
    assert second.cells[0][1].spans[0].at == at(8, 7)
    assert (plain_text(table.caption), plain_text(table.source)) == ("Wat", "Wie")


@given(st.lists(st.text("ab c", max_size=5), min_size=1, max_size=6))
def test_rows_split_into_their_cells(cells: list[str]) -> None:
    row = "| " + " | ".join(cells) + " |"
    inner = [cell.strip() for cell in cells]
    found = split_row(row)
    if inner[0] and inner[-1]:
        assert [text for _, text in found] == inner
    assert all(row[column:].startswith(text) for column, text in found)


def test_notes(tmp_path: Path) -> None:
    read, problems = prose(tmp_path, "Tekst[^a].\n\n[^a]: Een *noot*\nop twee regels.\n[^b]: Nog een.\n")
    assert problems == ()
    assert [(note.name, note.at, plain_text(note.spans)) for note in read.footnotes] == [
        ("a", at(6, 1), "Een noot op twee regels."),
        ("b", at(8, 1), "Nog een."),
    ]
    assert read.footnotes[0].spans[1].at == at(6, 11)
    paragraph = read.introduction[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans[1] == NoteReference("a", at(4, 6))


def test_introduction_and_articles(tmp_path: Path) -> None:
    read, problems = prose(
        tmp_path, "In.\n\n## Een {pages=2}\n\n::: lead\nL.\n:::\n\n### Sub {#s}\n\nT.\n\n## Twee\n\nU.\n"
    )
    assert problems == ()
    assert len(read.introduction) == 1
    first, second = read.articles
    assert (first.pages, second.pages) == (2, None)
    assert [type(inner) for inner in first.blocks] == [Lead, Subhead, Paragraph]
    subhead = first.blocks[1]
    assert isinstance(subhead, Subhead)
    assert (subhead.level, subhead.anchor) == (3, "s")


REFUSED = [
    ("a <b>c</b>", [("html", 3), ("html", 7)], 4),
    ("<div>\nx\n</div>", [("html", 1)], 4),
    ("<!-- x -->", [("html", 1)], 4),
    ("a ![b](c.png)", [("image-in-text", 3)], 4),
    ("a [b](javascript:c)", [("bad-link", 3)], 4),
    ("a [b](FILE:///c)", [("bad-link", 3)], 4),
    ("a [b](data:text/html,x)", [("bad-link", 3)], 4),
    ("a [b](c.md)", [("bad-link", 3)], 4),
    ("a [b](https://c d.nl/e) f", [("not-our-markup", 6)], 4),
    ("a [b](https://c.nl/e f", [("not-our-markup", 6)], 4),
    ("a [b](https://)", [("bad-link", 3)], 4),
    ("a [b](https:///c) [d](HTTP://?x)", [("bad-link", 3), ("bad-link", 19)], 4),
    ("a [b](mailto:) [c](tel:)", [("bad-link", 3), ("bad-link", 16)], 4),
    ("a <javascript:c>", [("bad-link", 3)], 4),
    ("a [](https://b.nl)", [("empty-link", 3)], 4),
    ("a [b]{long=en}", [("unknown-attribute", 7)], 4),
    ("a [b]{lang=“en”}", [("bad-language", 12)], 4),
    ("a [b](https://c.nl){lang=en}", [("bad-attribute", 20)], 4),
    ("a {{ b c }}", [("bad-fact", 3)], 4),
    ("a {{ b", [("bad-fact", 3)], 4),
    ("# Kop", [("heading-level", 1)], 4),
    ("- a\n  ## b", [("heading-inside", 3)], 5),
    ("> [^a]: b", [("note-inside", 3)], 4),
    ("::: quote\nx", [("open-fence", 1)], 4),
    (":::", [("stray-fence", 1)], 4),
    ("::: {a=b}\nx\n:::", [("unknown-directive", 5)], 4),
    ("::: quote hallo\nx\n:::", [("bad-argument", 1)], 4),
    ("::: quote {source=}\nx\n:::", [("bad-attribute", 12)], 4),
    ("::: quote {pull=maybe}\nx\n:::", [("bad-attribute", 17)], 4),
    ("::: quote {source=a source=b}\nx\n:::", [("duplicate-attribute", 21)], 4),
    ("::: lead\na\n\nb\n:::", [("bad-body", 1)], 7),
    ("a\n\n::: lead\nb\n:::", [("lead-not-first", 1)], 6),
    ("::: table\nx\n:::", [("bad-body", 1)], 4),
    ("| a | b |\n|---|---|\n| < | x |", [("bad-span", 3)], 6),
    ("| a | b |\n|---|---|\n| x | < |\n| ^ | y |", [("bad-span", 3)], 6),
    ("::: figure ../x.png {alt=x}\n:::", [("file-outside", 12)], 4),
    ("::: figure https://x.nl/y.png {alt=x}\n:::", [("file-outside", 12)], 4),
    ("a\x07b", [("control-character", 2)], 4),
    ("[^a]: b\n\n    c", [("long-note", 1)], 6),
    ("a " * 7000, [("long-paragraph", 1)], 4),
]


@pytest.mark.parametrize(("body", "wanted", "line"), REFUSED, ids=[repr(row[0])[:40] for row in REFUSED])
def test_what_cannot_be_set_is_told(body: str, wanted: list[tuple[str, int]], line: int, tmp_path: Path) -> None:
    _, problems = prose(tmp_path, body)
    found = [(problem.code, problem.at) for problem in problems]
    assert found == [(code, at(line, column)) for code, column in wanted]


def test_nothing_is_lost_without_a_word(tmp_path: Path) -> None:
    body = "> " * 300 + "- " * 40 + "diep"
    read, problems = prose(tmp_path, body)
    assert "nesting" in {problem.code for problem in problems}
    assert read.introduction != ()


@pytest.mark.parametrize(
    "body", ["[" * 11000, ("[" * 99 + "\n") * 9000, "*" * 11000, "> " * 9000, "`" * 11999, "[a](" * 2900, "{{" * 9000]
)
def test_hostile_texts_end_in_time(body: str, tmp_path: Path) -> None:
    read, _ = prose(tmp_path, body)
    assert read.source == "t.md"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Jeugd, Onderwijs en Arbeidsmarkt", "jeugd-onderwijs-en-arbeidsmarkt"),
        ("De SDG’s als richtsnoer", "de-sdgs-als-richtsnoer"),
        ("Één café in Zoë’s straße", "een-cafe-in-zoes-strasse"),
        ("Burger\u00adkracht", "burgerkracht"),
        ("…", ""),
    ],
)
def test_anchors_are_plain(text: str, made: str) -> None:
    assert slug(text) == made


def test_anchors_are_unique_and_the_authors_win(tmp_path: Path) -> None:
    report_yaml = """\
organisation: V
title: T
slug: t
language: nl
period: 2021
sections:
  - {kind: article, source: content/een.md}
  - {kind: article, source: content/twee.md}
  - {kind: contents}
  - {kind: contents}
"""
    een = "---\nlabel: Werk\nheadline: Kop\n---\nx\n\n## Kop\n\nx\n\n## Werk\n\nx\n"
    twee = "---\nlabel: Werk\nheadline: Kop\n---\nx\n\n## Anders {#kop}\n\nx\n"
    files: dict[str, str | bytes | None] = {
        "config/report.yaml": report_yaml, "config/content/een.md": een, "config/content/twee.md": twee,
            "config/content/werk.md": None, "config/figures/feiten.yaml": None, "config/figures/rekening.yaml": None,
    }  # fmt: skip
    report = gather(Project(write(tmp_path, files)))
    assert report is not None
    assert [section.anchor for section in report.sections] == ["werk", "werk-3", "contents", "contents-2"]
    anchors = [[article.anchor for article in section.prose.articles] for section in report.sections if section.prose]
    assert anchors == [["kop-2", "werk-2"], ["kop"]]
    assert places(report.problems) == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Een ~~oud~~ woord.\n", ["t.md:4:5"]),
        ("Een woord^[met noot].\n", ["t.md:4:10"]),
        ("- a\n- [ ] b\n- [x] c\n", ["t.md:5:3", "t.md:6:3"]),
        ("1. [X] b\n", ["t.md:4:4"]),
        ("Een \\~~oud\\~~ en `~~x~~`, ~~ los, x^2, \\^[y].\n\n- \\[ ] b\n- [x](https://a.nl) y\n", []),
    ],
)
def test_marks_of_other_markdowns_are_warned_of(body: str, wanted: list[str], tmp_path: Path) -> None:
    _, problems = prose(tmp_path, body)
    assert [(problem.code, str(problem.at)) for problem in problems] == [("not-our-markup", at) for at in wanted]
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
