"""The mask of a QR code: of the eight that the standard allows, the one that a reader is least confused by.

The qrcode library draws all eight and counts their faults module by module, which takes five times as long. Here it
draws one; the others follow by flipping modules, and faults are counted on whole numbers that hold all modules.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

import qrcode
from qrcode.util import QRData

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules without quiet zone; True is black."""

Mode = Literal[1, 2, 4]
"""Digits, alphanumeric, bytes: the modes' numbers in the library."""

MASKS: Final = 8
_FINDER: Final = ("10111010000", "00001011101")


def masked(text: str, *, mode: Mode, version: int, level: int) -> Matrix:
    """The code of a text under its best mask (ISO/IEC 18004, 7.8.3). Raises what the library raises."""
    drawn = _drawn(text, mode, version, level, 0)
    side = len(drawn)
    best = min((_under(drawn, flip) for flip in _flips(mode, version, level)), key=lambda one: penalty(one, side))
    return tuple(
        tuple(best[0] >> (row * (side + 1) + column) & 1 == 1 for column in range(side)) for row in range(side)
    )


Folded = tuple[int, int]
"""All modules in one number row by row, with a light one between rows; and the same column by column."""


def penalty(code: Folded, side: int) -> int:
    """How easily a reader is confused: long lines, blocks, what looks like a corner, much more dark than light."""
    field = _field(side)
    total = 0
    for dark in code:
        light = field & ~dark
        for colour in (dark, light):
            lines = colour & colour >> 1 & colour >> 2 & colour >> 3 & colour >> 4
            total += lines.bit_count() + 2 * (lines & ~(lines << 1)).bit_count()
        for pattern in _FINDER:
            found = field & field >> len(pattern) - 1
            for place, sign in enumerate(pattern):
                found &= (dark if sign == "1" else light) >> place
            total += 40 * found.bit_count()
    dark = code[0]
    for colour in (dark, field & ~dark):
        beside = colour & colour >> 1
        total += 3 * (beside & beside >> (side + 1)).bit_count()
    return total + 10 * int(abs(dark.bit_count() * 100 / side**2 - 50) / 5)


def folded(matrix: Sequence[Sequence[bool]]) -> Folded:
    """A matrix as two numbers."""
    return _number(matrix), _number(tuple(zip(*matrix, strict=True)))


def _under(drawn: Sequence[Sequence[bool]], flip: Folded) -> Folded:
    rows, columns = folded(drawn)
    return rows ^ flip[0], columns ^ flip[1]


@lru_cache(maxsize=16)
def _flips(mode: Mode, version: int, level: int) -> tuple[Folded, ...]:
    """What changes from the first mask to each: the same whatever the text, its format bits included."""
    first = folded(_drawn("0", mode, version, level, 0))
    others = (folded(_drawn("0", mode, version, level, mask)) for mask in range(MASKS))
    return tuple((first[0] ^ rows, first[1] ^ columns) for rows, columns in others)


def _drawn(text: str, mode: Mode, version: int, level: int, mask: int) -> Sequence[Sequence[bool]]:
    code = qrcode.QRCode(version=version, error_correction=level, border=0, mask_pattern=mask)
    code.add_data(QRData(text, mode=mode), optimize=0)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


def _number(rows: Sequence[Sequence[bool]]) -> int:
    signs = "0".join("".join("1" if module else "0" for module in row) for row in rows)
    return int(signs[::-1], 2)


@lru_cache(maxsize=8)
def _field(side: int) -> int:
    """A one for every module, none between rows."""
    return _number([[True] * side] * side)
