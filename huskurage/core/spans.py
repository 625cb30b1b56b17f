"""Many row numbers in few characters: "12-40,55". An address can carry a choice of hundreds that way."""

import re
from collections.abc import Iterable, Iterator

LONGEST = 4_000
"""Characters of a choice inside an address."""
HIGHEST = 2**31 - 1
_SPAN = re.compile(r"[1-9][0-9]{0,9}(-[1-9][0-9]{0,9})?")


class NotSpans(ValueError):
    """The text is no choice of ours, or holds more numbers than may be chosen."""


def spans(numbers: Iterable[int]) -> str:
    """The numbers, each once and sorted, as single ones and stretches."""
    return ",".join(
        str(first) if first == last else f"{first}-{last}" for first, last in _stretches(sorted({*numbers}))
    )


def read_spans(text: str, *, most: int) -> tuple[int, ...]:
    """The numbers in a text that `spans` wrote; raises NotSpans, before anything large is made of it."""
    if len(text) > LONGEST:
        raise NotSpans("too long")
    found: set[int] = set()
    for part in text.split(",") if text else ():
        if not _SPAN.fullmatch(part):
            raise NotSpans("not numbers")
        first, _, last = part.partition("-")
        start, end = int(first), int(last or first)
        if end > HIGHEST or end < start or end - start >= most:
            raise NotSpans("no such stretch")
        found.update(range(start, end + 1))
        if len(found) > most:
            raise NotSpans("too many")
    return tuple(sorted(found))


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is not None and last is not None and number != last + 1:
            yield first, last
            first = number
        first = number if first is None else first
        last = number
    if first is not None and last is not None:
        yield first, last
