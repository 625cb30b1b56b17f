"""Which letters our fonts have, and how a text is written down when they lack one."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont


@lru_cache(maxsize=4)
def letters_of(fonts: Path) -> tuple[frozenset[int], ...]:
    """The code points of each family in the folder: what its regular and its bold font both have."""
    families: dict[str, frozenset[int]] = {}
    for path in sorted(fonts.glob("*.ttf")):
        family, found = path.stem.partition("-")[0], _code_points(path)
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


def _code_points(font: Path) -> frozenset[int]:
    """What a font's character map holds."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
