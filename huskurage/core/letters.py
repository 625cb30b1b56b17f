"""Which letters our fonts have, and how a text is written down when they lack one."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_SEGMENTS, _GROUPS = 4, 12  # the formats of a font's character map that lead to Unicode (OpenType, table cmap)
_NO_MORE = 0xFFFF


@lru_cache(maxsize=4)
def letters_of(fonts: Path) -> tuple[frozenset[int], ...]:
    """The code points of each family in the folder: what its regular and its bold font both have."""
    families: dict[str, frozenset[int]] = {}
    for path in sorted(fonts.glob("*.ttf")):
        family, found = path.stem.partition("-")[0], _code_points(path.read_bytes())
        families[family] = families.get(family, found) & found
    return tuple(families.values())


def printable(text: str, letters: tuple[frozenset[int], ...], *, plain: bool = False) -> str:
    """The text with what no font can show written as its code point, "[U+1F600]"; line breaks stay.

    A mark belongs to the letter before it: both must be in one font. `plain` writes every mark as its code point.
    """
    return "".join(
        cluster
        if cluster == "\n" or (_is_shown(cluster, letters) and not (plain and len(cluster) > 1))
        else _named(cluster, letters)
        for cluster in _clusters(text)
    )


def _named(cluster: str, letters: tuple[frozenset[int], ...]) -> str:
    base = cluster[0]
    kept = base if _is_shown(base, letters) and not unicodedata.category(base).startswith("M") else _point(base)
    return kept + "".join(_point(mark) for mark in cluster[1:])


def _point(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


def _is_shown(cluster: str, letters: tuple[frozenset[int], ...]) -> bool:
    points = {ord(sign) for sign in cluster}
    seen = not any(unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} for sign in cluster)
    return seen and any(points <= family for family in letters)


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for sign in text:
        if cluster and cluster != "\n" and unicodedata.category(sign).startswith("M"):
            cluster += sign
            continue
        if cluster:
            yield cluster
        cluster = sign
    if cluster:
        yield cluster


def _code_points(font: bytes) -> frozenset[int]:
    """What a TrueType font's character map holds."""
    tables = struct.unpack_from(">H", font, 4)[0]
    rows = (struct.unpack_from(">4sIII", font, 12 + 16 * row) for row in range(tables))
    start = next(offset for tag, _, offset, _ in rows if tag == b"cmap")
    maps = struct.unpack_from(">H", font, start + 2)[0]
    found: set[int] = set()
    for row in range(maps):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * row)[2]
        shape = struct.unpack_from(">H", font, at)[0]
        if shape == _SEGMENTS:
            found |= _from_segments(font, at)
        elif shape == _GROUPS:
            found |= _from_groups(font, at)
    return frozenset(found)


def _from_segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    steps = struct.unpack_from(f">{count}H", font, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    found: set[int] = set()
    for place, (first, last, step, offset) in enumerate(zip(starts, ends, steps, offsets, strict=True)):
        for point in range(first, min(last, _NO_MORE - 1) + 1):
            glyph = (point + step) & 0xFFFF
            if offset:
                glyph = struct.unpack_from(">H", font, offsets_at + 2 * place + offset + 2 * (point - first))[0]
            if glyph:
                found.add(point)
    return found


def _from_groups(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">I", font, at + 12)[0]
    groups = (struct.unpack_from(">III", font, at + 16 + 12 * row) for row in range(count))
    return {first + step for first, last, glyph in groups for step in range(last - first + 1) if glyph + step}
