"""The program's own words in the report's language, from the catalogues of the package."""

from __future__ import annotations

import gettext
from importlib.resources import files


def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language (`nl-BE` falls back to `nl`); English, the words in the code, when there is none."""
    folder = files("report") / "data" / "catalogues"
    for name in (language.replace("-", "_"), language.split("-")[0]):
        catalogue_file = folder / name / "LC_MESSAGES" / "report.mo"
        if catalogue_file.is_file():
            with catalogue_file.open("rb") as stream:
                return gettext.GNUTranslations(stream)
    return gettext.NullTranslations()


def has_catalogue(language: str) -> bool:
    return type(catalogue(language)) is not gettext.NullTranslations or language.split("-")[0] == "en"
