"""Address → its QR code as bars of ink, with nothing around it: the white it needs is kept by who places it."""

from __future__ import annotations

from collections.abc import Sequence

from report.model.placed import Drawing, Tint

MM = 72 / 25.4  # pt
SIDE = 18 * MM  # SPEC, Decisions: link block
LEAST_MODULE = 0.35 * MM  # below it, cameras of plain telephones fail
QUIET = 4  # modules of white on all sides (ISO/IEC 18004, 5.3.8)
LEAST_VERSION = 3  # of 29 modules: smaller codes want more white than a line of text leaves
LONGEST = 500  # characters: more than a code of 25 mm can hold
MASK = 3  # any mask reads; to weigh all eight of them takes five times as long
LEVELS = ("m", "l")  # of error correction, the wanted one first; it rises by itself where that costs nothing
_URI = "!#$%&'()*+,-./:;=?@_~[]"

Matrix = Sequence[Sequence[int]]


def qr_code(address: str, widest: float, ink: str = "ink") -> Drawing | None:
    """The code of an address, 18 mm wide; wider, up to `widest` (pt), where its modules would be under 0.35 mm.

    None when it would be wider still."""
    matrix = _matrix(address, int(max(SIDE, widest) / LEAST_MODULE + 1e-6)) if len(address) <= LONGEST else None
    if matrix is None:
        return None
    side = max(min(SIDE, widest), len(matrix) * LEAST_MODULE)
    return Drawing(side, side, (Tint(ink, bars(matrix, side / len(matrix))),)) if side <= widest + 1e-6 else None


def _matrix(address: str, most: int) -> Matrix | None:
    """The modules of an address's code: with the better error correction where that keeps it within 18 mm, else the
    smallest there is; None when that has more than so many modules a side."""
    import segno

    if not address.isascii():
        from urllib.parse import quote

        address = quote(address, safe=_URI)
    found: Matrix | None = None
    for level in LEVELS:
        try:
            code = segno.make(address, error=level, mask=MASK, micro=False)
            if int(code.version) < LEAST_VERSION:
                code = segno.make(address, error=level, mask=MASK, version=LEAST_VERSION)
        except segno.DataOverflowError:
            continue
        found = code.matrix
        if len(found) * LEAST_MODULE <= SIDE + 1e-6:
            return found
    return found if found is not None and len(found) <= most else None


def bars(matrix: Matrix, module: float) -> str:
    """Path operators, in hundredths of a pt, of the dark modules of this size (pt), those side by side as one bar.

    All are one path and filled at once: bars that meet leave no light line between them on a screen."""
    at = [round(module * 100 * index) for index in range(len(matrix) + 1)]
    path: list[str] = []
    for y, row in enumerate(matrix):
        modules = bytes(row)
        height = at[y + 1] - at[y]
        left = modules.find(1)
        while left >= 0:
            right = modules.find(0, left)
            right = right if right >= 0 else len(modules)
            path.append(f"{at[left]} {at[y]} {at[right] - at[left]} {height} re")
            left = modules.find(1, right)
    return " ".join(path)
