"""Turns figures that stand in texts as digits into problems, where they are a fact or look like one gone wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from msgspec import Struct

from report.checks.passages import SEALED, Sentence, sentences_of
from report.checks.walk import all_prose
from report.errors import Location, Problem, Severity
from report.model.figures import MONEY, PERCENTAGES, Fact
from report.model.report import Report
from report.sources.numerals import CUSTOMS, Separators, by_custom, separators_of

SMALL = 21  # numbers below are words in most texts, and say little

_SCALES = {"duizend": 3, "thousand": 3, "miljoen": 6, "million": 6, "mln": 6, "mln.": 6, "miljard": 9, "billion": 9,
           "tausend": 3, "millionen": 6}  # fmt: skip
_LITERAL = re.compile(
    r"(?<![\w.,/:§#])(?<!\d[-–−])"
    r"(?P<currency>€\s?|EUR\s|\$\s?|£\s?)?[-–−]?(?P<digits>\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*)"
    r"(?![\w/:]|[.,]\d|[-–−]\d)"
    r"(?:\s?(?P<percent>%|procent\b|percent\b)|\s(?P<scale>"
    + "|".join(re.escape(word) for word in sorted(_SCALES, key=len, reverse=True))
    + r")(?!\w))?(?:\s?(?P<euro>euro\b))?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_POINTER = re.compile(
    r"(?:\b(?:p|pp|blz|art|nr|no|tel|fig|tab|hfst|par)\.|\b(?:pagina(?:’s)?|pages?|artikel|article|tabel|table|figuur|"
    r"figure|hoofdstuk|chapter|paragraaf|section|bijlage|appendix|noot|note|nummer|number|week|kamer|versie|version)|§)"
    r"\s*$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"^\s(?:[a-zé]+\s(?:19|20)\d{2}\b)", re.IGNORECASE)
_MONTH = re.compile(r"^\s(?:jan|feb|ma?a?r|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:ruim|bijna|circa|ca\.?|ongeveer|zo’n|rond|meer dan|minder dan|krap|over|nearly|almost|about|some|around|"
    r"more than|less than|just under)\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_WEAK = frozenset(
    re.findall(
        r"\w+",
        "aan als bij dan dat deze die door een het hun met naar niet ook over per toe tot uit van voor waar werd wie "
        "zijn alle meer minder jaar benadering afgerond beneden boven bijna ruim and for with from that this were was "
        "are all year",
    )
)


class Literal(Struct, frozen=True):
    """A figure in a sentence: its amount, the size of its last digit, its unit (`%`, `€` or nothing), what stands
    before and after it; in a table what stands around it, too."""

    written: str
    value: Decimal
    quantum: Decimal
    unit: str
    before: str
    after: str
    around: str
    at: Location

    @property
    def scaled(self) -> bool:
        """Whether it is written with fewer digits than the amount has: 3,3 miljoen."""
        return self.quantum > 1


class Likeness(Struct, frozen=True, order=True):
    """How well a sentence speaks of a fact: the part of its label's words that it has, whether its unit stands beside
    the figure, and whether the year is right."""

    label: float
    unit: bool
    year: bool


def check_literals(report: Report) -> Iterator[Problem]:
    """Figures in texts quote the facts that they are; those that differ from one in a digit, or are of another year,
    are told with the fact and its place. What is marked with a reason is left alone."""
    if not report.facts or report.unread:
        return
    facts = _Facts(report)
    separators = separators_of(report.settings.language)
    for prose in all_prose(report):
        allowed = {
            one.figure for one in report.settings.unchecked if not one.file or prose.source.endswith(f"/{one.file}")
        }
        for sentence in sentences_of(prose):
            for literal in literals_in(sentence, separators):
                if literal.written not in allowed:
                    yield from facts.verdict(literal, sentence)


def literals_in(sentence: Sentence, separators: Separators) -> Iterator[Literal]:
    """The figures of a sentence that are no years, days, page numbers, or parts of names and addresses."""
    text = sentence.text
    for match in _LITERAL.finditer(text):
        digits = match["digits"]
        bare = not (match["currency"] or match["percent"] or match["scale"] or match["euro"])
        value, custom = _read(digits, separators, bare=bare)
        if value is None or (digits[0] == "0" and value == value.to_integral_value() and value):
            continue
        before, after = text[: match.start()], text[match.end() :]
        if bare and (_is_date(digits, value, after) or _POINTER.search(before) or _beside_a_name(before)):
            continue
        fraction = len(digits.rpartition(custom.decimal)[2]) if custom.decimal in digits else 0
        power = _SCALES.get(match["scale"] or "", 0) - fraction
        unit = "%" if match["percent"] else "€" if match["currency"] or match["euro"] else ""
        place = match.start("currency") if match["currency"] else match.start("digits")
        written = text[place : match.end()].strip()
        amount = value.scaleb(_SCALES.get(match["scale"] or "", 0))
        yield Literal(
            written, amount, Decimal(1).scaleb(power), unit, before, after, sentence.around, sentence.place(place)
        )


def _read(digits: str, separators: Separators, *, bare: bool) -> tuple[Decimal | None, Separators]:
    """A figure as the report's language writes it; what that cannot be, as another writes it: 3,309,040 in Dutch. A
    small one that stands by itself is left alone: 10.15 may be an hour."""
    for custom in (separators, *CUSTOMS.values()):
        value = by_custom(digits, custom)
        if value is not None and (custom is separators or not bare or value >= 1000):
            return value, custom
    return None, separators


def _is_date(digits: str, value: Decimal, after: str) -> bool:
    if _YEAR.fullmatch(digits):
        return True
    return 0 < value <= 31 and bool(_DAY_BEFORE.match(after) or _MONTH.match(after))


def _beside_a_name(before: str) -> bool:
    """Whether a number follows a name: PO 20, Route 66, C 4."""
    return bool(re.search(r"(?:^|[^.!?\s]\s)[A-Z][A-Z0-9]+\s$", before))


def stems(text: str) -> frozenset[str]:
    """The words of a text, without the ends that number and case give them in Dutch and English."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _WEAK)


def _stem(word: str) -> str:
    for end in ("en", "s", "e"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            word = word[: -len(end)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:7]


def unit_of(fact: Fact) -> str:
    """The unit that figures in texts can show: `%`, `€`, or the word for what is counted."""
    unit = fact.unit.casefold().strip()
    return "%" if unit in PERCENTAGES else "€" if unit in MONEY else unit


class _Facts:
    """The report's figures, found by their value and by their digits."""

    def __init__(self, report: Report) -> None:
        self._period = str(report.settings.period)
        self._by_value: dict[Decimal, list[Fact]] = defaultdict(list)
        self._by_digits: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self._kin: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._labels: dict[str, frozenset[str]] = {}
        for fact in report.facts.values():
            if isinstance(fact.value, str):
                continue
            self._by_value[abs(fact.value)].append(fact)
            self._by_digits[digits_of(fact.value)].append(fact)
            self._kin[fact.id.rpartition(".")[0], fact.label].append(fact)

    def verdict(self, literal: Literal, sentence: Sentence) -> Iterator[Problem]:
        """What a figure looks like, if it looks like a fact at all."""
        words = stems(f"{sentence.text} {sentence.around}")
        years = set(_YEAR.findall(f"{sentence.text} {sentence.around}"))
        likeness = {}
        same = [fact for fact in self._by_value.get(literal.value, ()) if _fits(literal, fact)]
        for fact in same:
            likeness[fact.id] = self._likeness(literal, fact, words, years)
        sure = [fact for fact in same if _is_meant(literal, fact, likeness[fact.id])]
        if sure:
            best = max(sure, key=lambda fact: likeness[fact.id])
            yield self._other_year(literal, best, likeness[best.id], years) or _quote_it(literal, best)
        elif all(not one.label for one in likeness.values()):
            yield from self._unlike(literal, words, years)

    def _unlike(self, literal: Literal, words: frozenset[str], years: set[str]) -> Iterator[Problem]:
        """A figure that is no fact, but nearly one of which the sentence speaks."""
        rounded = self._rounded(literal, words, years)
        if rounded is not None:
            yield rounded
            return
        found: list[tuple[Likeness, str, Fact]] = []
        for what, fact in self._slips(literal):
            likeness = self._likeness(literal, fact, words, years)
            if _fits(literal, fact) and _could_be_meant(literal, fact, likeness):
                found.append((likeness, what, fact))
        if found:
            _, what, fact = max(found, key=lambda one: one[0])
            message = f"{literal.written} looks like {_called(fact)}: {what}."
            yield Problem("stale-figure", message, literal.at, _remedy(literal, fact), Severity.WARNING)

    def _slips(self, literal: Literal) -> Iterator[tuple[str, Fact]]:
        """The facts whose digits are one slip from a figure's."""
        digits, exponent = digits_of(literal.value)
        seen = {digits}
        for what, other in slips_of(digits):
            if other not in seen:
                seen.add(other)
                yield from ((what, fact) for fact in self._by_digits.get((other, exponent), ()))

    def _rounded(self, literal: Literal, words: frozenset[str], years: set[str]) -> Problem | None:
        """A figure in millions, or a percentage with fewer decimals, beside the fact that it stands for."""
        if not (literal.scaled or literal.unit == "%"):
            return None
        best: tuple[Likeness, Fact] | None = None
        for fact in self._near(literal):
            likeness = self._likeness(literal, fact, words, years)
            if _fits(literal, fact) and likeness.label >= 0.5 and (best is None or likeness > best[0]):
                best = likeness, fact
        if best is None:
            return None
        fact = best[1]
        if _rounds_to(fact.value, literal, ROUND_HALF_UP):
            return self._other_year(literal, fact, best[0], years) or _quote_it(literal, fact)
        if _HEDGE.search(literal.before):
            return None
        message = f"{literal.written} is {_called(fact)}, rounded another way than to the nearest."
        return Problem("stale-figure", message, literal.at, _remedy(literal, fact), Severity.WARNING)

    def _near(self, literal: Literal) -> Iterator[Fact]:
        for value, facts in self._by_value.items():
            for fact in facts if abs(value - literal.value) < literal.quantum else ():
                if any(_rounds_to(fact.value, literal, way) for way in (ROUND_HALF_UP, ROUND_UP, ROUND_DOWN)):
                    yield fact

    def _other_year(self, literal: Literal, fact: Fact, likeness: Likeness, years: set[str]) -> Problem | None:
        """A figure of another year than the sentence speaks of."""
        if not _YEAR.fullmatch(fact.period) or fact.period in years or likeness.label < 0.5:
            return None
        meant = years or {self._period}
        for other in self._kin[fact.id.rpartition(".")[0], fact.label]:
            same = other.value == fact.value or _rounds_to(other.value, literal, ROUND_HALF_UP)
            if other.period in meant and not same:
                message = (
                    f"{literal.written} is {_called(fact)}, of {fact.period}; that of {other.period} is {other.value}."
                )
                return Problem("stale-figure", message, literal.at, _remedy(literal, other), Severity.WARNING)
        return None

    def _likeness(self, literal: Literal, fact: Fact, words: frozenset[str], years: set[str]) -> Likeness:
        label = self._label(fact)
        part = len(label & words) / len(label) if label else 0.0
        unit = unit_of(fact)
        beside = unit == literal.unit if unit in ("%", "€") else bool(unit and stems(unit) & _next_words(literal))
        return Likeness(part, beside, fact.period in (years or {self._period}))

    def _label(self, fact: Fact) -> frozenset[str]:
        """The words of a fact's label, or those of its id; not those of its unit."""
        if fact.id not in self._labels:
            said = fact.label or re.sub(r"[._-]", " ", fact.id)
            self._labels[fact.id] = stems(said) - stems(fact.unit) or stems(said)
        return self._labels[fact.id]


def digits_of(value: Decimal) -> tuple[str, int]:
    """A figure's digits, and how many of them stand behind the point, as a negative number."""
    exponent = value.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{abs(value):.{places}f}".replace(".", ""), -places


def slips_of(digits: str) -> Iterator[tuple[str, str]]:
    """What a hand makes of a number: two digits exchanged, one other, one less, one more."""
    for index in range(len(digits) - 1):
        yield "two digits are exchanged", digits[:index] + digits[index + 1] + digits[index] + digits[index + 2 :]
    for index in range(len(digits)):
        for other in "0123456789":
            yield "one digit differs", digits[:index] + other + digits[index + 1 :]
    for index in range(len(digits) + 1):
        for other in "0123456789":
            yield "one digit is missing", digits[:index] + other + digits[index:]
    for index in range(len(digits)):
        yield "there is one digit too many", digits[:index] + digits[index + 1 :]


def _next_words(literal: Literal) -> frozenset[str]:
    """The first words after a figure, where its unit stands; in a table all that stand around it."""
    return stems(" ".join(_WORD.findall(literal.after.partition(SEALED)[0])[:3])) | stems(literal.around)


def _fits(literal: Literal, fact: Fact) -> bool:
    """Whether the units of a figure and a fact do not contradict each other."""
    unit = unit_of(fact)
    if literal.unit == "%" or unit == "%":
        return unit in ("", "%") and literal.unit == "%"
    if literal.unit == "€":
        return unit in ("", "€")
    return True


def _weight(value: Decimal) -> int:
    """How many digits a figure has that are not noughts at its end."""
    return len(digits_of(value)[0].strip("0"))


def _is_meant(literal: Literal, fact: Fact, likeness: Likeness) -> bool:
    """Whether a figure that equals a fact is that fact: one of many digits always, another by its words."""
    value = literal.value
    if value < SMALL and value == value.to_integral_value():
        return likeness.unit and likeness.label >= 0.5
    if _weight(value) >= 4:
        return True
    if _weight(value) == 3:
        return likeness.unit or likeness.label >= 0.3
    return likeness.label >= 0.5 or (likeness.unit and (likeness.label >= 0.2 or unit_of(fact) not in ("%", "€")))


def _could_be_meant(literal: Literal, fact: Fact, likeness: Likeness) -> bool:
    """Whether a sentence speaks of a fact so clearly that a figure nearly like it is likely to be meant."""
    digits = len(digits_of(fact.value)[0]) if isinstance(fact.value, Decimal) else 0
    if digits < 2 or literal.value < 10 or likeness.label == 0:
        return False
    if _HEDGE.search(literal.before) and _weight(literal.value) <= (1 if literal.value < 100 else 2):
        return False
    if digits <= 3 or _weight(literal.value) <= 2:
        return likeness.label >= (0.5 if likeness.unit else 1) and (likeness.unit or digits > 2)
    if digits == 4:
        return likeness.label >= 0.5 or (likeness.unit and likeness.label >= 0.25)
    return likeness.label >= 0.5 or likeness.unit


def _rounds_to(value: Decimal | str, literal: Literal, way: str) -> bool:
    if isinstance(value, str) or literal.quantum.adjusted() < -6:
        return False
    return (abs(value) / literal.quantum).quantize(Decimal(1), way) * literal.quantum == literal.value != 0


def _called(fact: Fact) -> str:
    label = f" ({fact.label})" if fact.label else ""
    return f"the fact {fact.id}{label}, {fact.value} at {fact.at}"


def _quote_it(literal: Literal, fact: Fact) -> Problem:
    message = f"{literal.written} is {_called(fact)}."
    return Problem("literal-fact", message, literal.at, _remedy(literal, fact), Severity.NOTE)


def _remedy(literal: Literal, fact: Fact) -> str:
    """How to quote a fact in the notation that the figure has."""
    places = max(0, -int(literal.quantum.adjusted()))
    name = "euro" if literal.unit == "€" else ""
    if literal.scaled:
        power = "thousands" if literal.quantum <= 1000 and literal.value < 1_000_000 else "millions"
        places = max(0, (3 if power == "thousands" else 6) - literal.quantum.adjusted())
        name = f"{name}-{power}" if name else power
        name += f"({places})" if places else ""
    elif literal.unit == "%":
        name = f"percent({places})" if places else "percent"
    quote = f"{{{{ {fact.id} | {name} }}}}" if name else f"{{{{ {fact.id} }}}}"
    return f'Write {quote}, or [{literal.written}]{{ignore="why"}}.'
