"""Covering parts of a text: marks around what is covered, and the pieces that are left; what was covered is gone."""

from typing import Final

OPENS: Final = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}"
CLOSES: Final = "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"

Pieces = tuple[str | None, ...]
"""A text in pieces; None is a bar, of one width whatever it covers."""


class TextChanged(ValueError):
    """Without its marks the text is not what it was: it may only be covered, not written anew."""


class UnevenMarks(ValueError):
    """A mark that opens has none that closes, or the other way round."""


def offered(text: str) -> str:
    """The text as it is given to be marked: whatever in it could be taken for a mark is drawn apart or made plain."""
    plain = text.replace(OPENS, "[").replace(CLOSES, "]").strip()
    for twice, apart in (("[[", "[ ["), ("]]", "] ]")):
        while twice in plain:
            plain = plain.replace(twice, apart)
    return plain


def covered(marked: str, text: str) -> Pieces:
    """The pieces of a text whose covered parts stand in ⟦ ⟧ or [[ ]]; marks inside marks count as covered.

    Bars with nothing but blanks between them become one, so that nobody counts words.
    Raises UnevenMarks, and TextChanged when it is not `text` that was marked.
    """
    signs = marked.replace("[[", OPENS).replace("]]", CLOSES).strip()
    if signs.replace(OPENS, "").replace(CLOSES, "").strip() != offered(text):
        raise TextChanged
    pieces: list[str | None] = []
    depth = 0
    for sign in signs:
        depth += (sign == OPENS) - (sign == CLOSES)
        if depth < 0:
            raise UnevenMarks
        if sign in {OPENS, CLOSES}:
            continue
        _add(pieces, None if depth else sign)
    if depth:
        raise UnevenMarks
    return _joined(pieces)


def _add(pieces: list[str | None], piece: str | None) -> None:
    """Put a sign to the piece before it, or begin a new piece."""
    last = pieces[-1] if pieces else ""
    if piece is None:
        if not pieces or last is not None:
            pieces.append(None)
    elif pieces and last is not None:
        pieces[-1] = last + piece
    else:
        pieces.append(piece)


def _joined(pieces: list[str | None]) -> Pieces:
    kept: list[str | None] = []
    for piece in pieces:
        blank_between = piece is None and len(kept) > 1 and kept[-2] is None and not (kept[-1] or "").strip()
        if blank_between:
            kept.pop()
        else:
            kept.append(piece)
    return tuple(kept)
