"""Turns the names that authors write into files of the project: bounded, inside its folder, each read once."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from report.errors import Location, Problem, Realm, Severity
from report.model.report import SourceFile

TEXT_LIMIT = 4_000_000  # bytes of one Markdown or YAML file: about 1,300 pages of text
ASSET_LIMIT = 200_000_000  # bytes of one image or font

CONFIG = "config"


class Project:
    """The project's folder, what was read from it, and what was wrong with it."""

    def __init__(self, root: Path, paired: str = "", *, allow_code: bool = False) -> None:
        """`paired` is the language of a project that pairs several: its set-up is report.nl.yaml, not report.yaml.
        With `allow_code` the project's own Python may draw its charts."""
        self.root = root.resolve()
        self.paired = paired
        self.allow_code = allow_code
        self.language = ""  # of the report, once its set-up is read
        self.single: list[tuple[Location, str]] = []  # words in one language only, with their keys
        self.problems: list[Problem] = []
        self.images: dict[str, tuple[int, int]] = {}
        self._read: dict[str, SourceFile] = {}

    @property
    def settings(self) -> str:
        """The name of the file that says what the report is."""
        return f"{CONFIG}/report.{self.paired}.yaml" if self.paired else f"{CONFIG}/report.yaml"

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """All files read so far, by name."""
        return tuple(self._read[name] for name in sorted(self._read))

    def problem(
        self,
        code: str,
        message: str,
        at: Location | None,
        hint: str = "",
        *,
        realm: Realm = Realm.CONTENT,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note something to mend."""
        self.problems.append(Problem(code, message, at, hint, severity, realm))

    def text(self, name: str, at: Location | None, realm: Realm = Realm.CONTENT) -> str | None:
        """The text of a file, named relative to the project; None when there is none, which is then a problem at
        `at`, the place that names the file: the set-up names it, whatever the realm of what the file holds."""
        path = self.find(name, at, realm=Realm.SETUP)
        data = self._bytes(name, path, TEXT_LIMIT, at, realm) if path else None
        return None if data is None else self.decoded(name, data, realm=realm)

    def data(self, name: str, at: Location | None, limit: int, realm: Realm = Realm.CONTENT) -> bytes | None:
        """The bytes of a file of at most `limit` bytes; None when there is none, which is then a problem at `at`."""
        path = self.find(name, at, realm=realm)
        return self._bytes(name, path, limit, at, realm) if path else None

    def asset(self, name: str, at: Location | None, realm: Realm = Realm.CONTENT) -> bool:
        """Books an image or font among the sources; False when it is not there, which is then a problem of `realm`,
        that of the file which names it."""
        if name in self._read:
            return True
        path = self.find(name, at, realm=realm)
        return path is not None and self._bytes(name, path, ASSET_LIMIT, at, realm) is not None

    def image(self, name: str, at: Location) -> bool:
        """Books an image and takes its measure; False when it is missing or no image, which is then a problem."""
        if name not in self.images and self.asset(name, at):
            from report.sources.images import measure

            size = measure(self, name, at)
            if size:
                self.images[name] = size
        return name in self.images

    def find(self, name: str, at: Location | None, *, realm: Realm = Realm.CONTENT) -> Path | None:
        """Where a file is. Names that leave the project and missing files are problems."""
        refusal = _refusal(name)
        path = self.root / name
        if not refusal:
            try:
                if not path.resolve().is_relative_to(self.root):
                    refusal = f"{name} is a link to a place outside the project."
            except (OSError, RuntimeError):
                refusal = f"{name} is a link that leads nowhere."
        if refusal:
            self.problem("file-outside", refusal, at, "Files must stand inside the project's folder.", realm=realm)
            return None
        if path.is_file():
            return path
        if path.is_dir():
            self.problem("file-missing", f"{name} is a folder, not a file.", at, realm=realm)
        else:
            self.problem("file-missing", f"There is no file {name}.", at, self._nearest(name), realm=realm)
        return None

    def _nearest(self, name: str) -> str:
        from difflib import get_close_matches

        folder = (self.root / name).parent
        wanted = PurePosixPath(name).name
        try:
            present = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        except OSError:
            return f"There is no folder {PurePosixPath(name).parent} either."
        by_lower = {entry.lower(): entry for entry in present}
        close = get_close_matches(wanted.lower(), by_lower, n=1, cutoff=0.6)
        if close:
            return f"Did you mean {PurePosixPath(name).with_name(by_lower[close[0]])}?"
        return "Put the file there, or correct the name."

    def _bytes(self, name: str, path: Path, limit: int, at: Location | None, realm: Realm) -> bytes | None:
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as fault:
            reason = fault.strerror or "it cannot be read"
            self.problem("file-unreadable", f"{name} cannot be read: {reason}.", at, realm=realm)
            return None
        if len(data) > limit:
            allowed = f"{limit // 1_000_000} MB"
            self.problem("file-too-large", f"{name} is larger than {allowed}.", at, "Split or shrink it.", realm=realm)
            return None
        self._read[name] = SourceFile(name, hashlib.sha256(data).hexdigest(), len(data))
        return data

    def decoded(self, name: str, data: bytes, otherwise: str = "", *, realm: Realm = Realm.CONTENT) -> str | None:
        """The text that UTF-8 bytes are, its line ends \\n; None when they are none, which is then a problem.
        `otherwise` is what else the author can do about it."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            self._undecodable(name, data, fault.start, realm, otherwise)
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _undecodable(self, name: str, data: bytes, start: int, realm: Realm, otherwise: str) -> None:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message, hint, at = f"{name} is UTF-16.", "Save it as UTF-8.", Location(name, 1, 1)
        else:
            start += 3 if data.startswith(b"\xef\xbb\xbf") else 0
            before = data[:start].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
            at = Location(name, before.count(b"\n") + 1, column)
            message = f"{name} is not UTF-8: byte {start + 1} is 0x{data[start]:02X}."
            guess = data[start : start + 1].decode("cp1252", "replace")
            hint = "Save it as UTF-8."
            if guess.isprintable() and guess != "\ufffd":
                hint = f"It may be Windows-1252, where this byte is “{guess}”. Save the file as UTF-8."
        self.problem("not-utf8", message, at, f"{hint} {otherwise}".strip(), realm=realm)


def _refusal(name: str) -> str:
    """Why a name cannot be a file of the project, or nothing."""
    if not name or "\0" in name or name != name.strip():
        return f"“{name}” is not a file name."
    if "\\" in name:
        return f"{name} has backslashes: write forward slashes."
    if name.startswith(("/", "~")) or name[1:2] == ":":
        return f"{name} is not relative to the project."
    if ".." in PurePosixPath(name).parts:
        return f"{name} has .. in it: names go down from the project, never up."
    if "://" in name:
        return f"{name} is an address; nothing is fetched from the network."
    return ""
