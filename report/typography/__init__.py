"""Styled text in, set lines out: fonts, shaping, line breaking, hyphenation and numbers."""
