"""How paragraphs are broken into lines: what the brand says of it, per type role."""

from __future__ import annotations

from msgspec import Struct


class Breaking(Struct, frozen=True):
    """How to break a paragraph. Penalties and demerits as in The TeXbook, chapter 14; the defaults were found by
    measuring (docs/typography.md).

    `tolerance` is the badness a line may have before words are divided. `rag` is the stretch of a ragged right edge
    as a fraction of the measure: a line short by this much has badness 100. `last_line_minimum` is a fraction of the
    measure.

    For justified text: `space_stretch` and `space_shrink` are the fractions of itself by which a word space becomes
    wider or narrower at badness 100; it never becomes wider by more than `space_limit` (the line then stays short),
    nor narrower than `space_shrink` allows. Where word spaces have given that much, `letterspacing` (em) and then
    `glyph_scaling` (a fraction) may help, evenly over the line. `adjacent_demerits` keep tight lines from loose ones.

    `stack_demerits` are for lines that begin or end with the same word as the line before. `hanging` gives, for
    characters, how far they hang out of the measure at either edge, in em. `first_indent` (pt) makes the first line
    shorter.

    `hyphen_limit` is how many lines in a row may end with a hyphen where that can be helped; 0 sets no limit. With
    `cut`, a piece that is wider than the measure is broken where no line should end, so that it stays within.
    """

    ragged: bool = True
    tolerance: float = 100.0
    rag: float = 0.09
    line_penalty: float = 10.0
    hyphen_penalty: float = 250.0
    dash_penalty: float = 20.0
    consecutive_hyphen_demerits: float = 100_000.0
    hyphen_limit: int = 2
    final_hyphen_demerits: float = 5_000.0
    last_line_minimum: float = 0.15
    last_line_demerits: float = 1_000_000.0
    space_stretch: float = 0.5
    space_shrink: float = 0.33
    space_limit: float = 2.0
    adjacent_demerits: float = 10_000.0
    stack_demerits: float = 300_000.0
    letterspacing: float = 0.0
    glyph_scaling: float = 0.0
    hanging: tuple[tuple[str, float], ...] = ()
    first_indent: float = 0.0
    cut: bool = False
