"""The sample project → the same project with its chapters repeated, every repetition in words of its own.

`python enlarging.py SAMPLE TARGET TIMES`, outside all timing.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

# Letters change places with letters of about their width, vowels with vowels, so that words keep their length and
# most of their places to divide them. The others stay.
EXCHANGED = ("aeou", "bdghknp", "csvz", "frt")
CHAPTER = re.compile(r"^  - \{kind: chapter,.*source: (?P<source>[^},]+)\}$", re.MULTILINE)
STATUS = re.compile(r"^status: final$", re.MULTILINE)
ANCHOR = re.compile(r"\{#([\w-]+)\}")
# Markup, or a word: quoted facts and attributes, a link's target, a note's name, an address, a directive, an escape.
TOKEN = re.compile(
    r"\{\{.*?\}\}|\{[^}]*\}|\]\([^)]*\)|\[\^[^\]]*\]|https?://\S+|^:::.*$|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\."
    r"|(?P<word>[^\W\d_]+)",
    re.MULTILINE,
)


def enlarge(sample: Path, target: Path, times: int) -> None:
    """Write to `target` a project whose chapters come `times` times, with the words of each time varied."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(sample / "config", target / "config")
    if (sample / "assets").is_dir():
        shutil.copytree(sample / "assets", target / "assets")
    settings = target / "config" / "report.yaml"
    text = settings.read_text(encoding="utf-8")
    chapters = list(CHAPTER.finditer(text))
    if not chapters:
        raise SystemExit("the sample's report.yaml lists no chapters that can be repeated")
    config = target / "config"
    texts = {chapter["source"]: (config / chapter["source"]).read_text(encoding="utf-8") for chapter in chapters}
    anchors = {anchor for chapter in texts.values() for anchor in ANCHOR.findall(chapter)}
    lines = [chapter[0] for chapter in chapters]
    for time in range(2, times + 1):
        exchange = exchanger(time)
        for chapter in chapters:
            name = chapter["source"].replace(".md", f"-{time}.md")
            varied = renamed(vary(texts[chapter["source"]], exchange), anchors, time)
            (config / name).write_text(varied, encoding="utf-8")
            lines.append(chapter[0].replace(chapter["source"], name))
    before, after = text[: chapters[0].start()], text[chapters[-1].end() :]
    if times > 1:  # a final report would stop where the exchanged words leave a page thin
        before, after = (STATUS.sub("status: for-approval", part) for part in (before, after))
    settings.write_text(before + "\n".join(lines) + after, encoding="utf-8")


def exchanger(seed: int) -> Callable[[str], str]:
    """A function that exchanges a word's letters, always in the same way for the same seed."""
    dice = random.Random(seed)
    pairs: dict[str, str] = {}
    for letters in EXCHANGED:
        others = list(letters)
        dice.shuffle(others)
        pairs |= dict(zip(letters, others, strict=True))
    table = str.maketrans(pairs | {old.upper(): new.upper() for old, new in pairs.items()})
    return lambda word: word.translate(table)


def vary(text: str, exchange: Callable[[str], str]) -> str:
    """A Markdown source with every word exchanged; keys, markup, addresses and quoted facts stay."""
    _, front, body = text.split("---\n", 2)
    matter = re.sub(r"(?m)^(label|headline): (.*)$", lambda m: f"{m[1]}: {words(m[2], exchange)}", front)
    return f"---\n{matter}---\n{words(body, exchange)}"


def words(text: str, exchange: Callable[[str], str]) -> str:
    return TOKEN.sub(lambda token: exchange(token[0]) if token["word"] else token[0], text)


def renamed(text: str, anchors: set[str], time: int) -> str:
    """The source with its anchors, and the references to them, made this repetition's own."""
    for anchor in anchors:
        text = text.replace(f"{{#{anchor}}}", f"{{#{anchor}-{time}}}").replace(f"](#{anchor})", f"](#{anchor}-{time})")
    return text


if __name__ == "__main__":
    enlarge(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
