"""Sections → pages. One file a kind of section, one line here for each."""

from __future__ import annotations

from collections.abc import Callable

from report.layout.pages.about import compose_about
from report.layout.pages.chapter import compose_chapter
from report.layout.pages.colophon import compose_colophon
from report.layout.pages.contents import compose_contents
from report.layout.pages.cover import compose_cover
from report.layout.pages.data import compose_data
from report.layout.pages.free import compose_free
from report.layout.pages.insert import compose_insert
from report.layout.pages.kpis import compose_kpis
from report.layout.pages.letter import compose_letter
from report.layout.pages.photo import compose_photo
from report.layout.pages.statement import compose_statement
from report.layout.sections import SectionSetting, Sewn
from report.model import report

COMPOSERS: dict[type, Callable[[SectionSetting], Sewn]] = {
    report.CoverSection: compose_cover,
    report.ContentsSection: compose_contents,
    report.LetterSection: compose_letter,
    report.AboutSection: compose_about,
    report.ChapterSection: compose_chapter,
    report.ArticleSection: compose_free,
    report.NotesSection: compose_free,
    report.InsertSection: compose_insert,
    report.PhotoSection: compose_photo,
    report.KpiSection: compose_kpis,
    report.StatementSection: compose_statement,
    report.DataSection: compose_data,
    report.ColophonSection: compose_colophon,
}
