"""Which buildings are too small for a tag of their own, since it could point at whoever writes."""

from collections.abc import Iterable

SMALL_BUILDING = 8  # dwellings: a building with fewer carries its area's tag, unless the site decides otherwise
SMALL_BUILDINGS = range(2, 101)  # what a site may decide


def is_small(dwellings: Iterable[int | None], below: int) -> bool:
    """Whether a building with these stairwells surely has fewer dwellings; one that does not say is not known."""
    counted = list(dwellings)
    return None not in counted and sum(one for one in counted if one is not None) < below


def holds_enough(dwellings: Iterable[int | None], below: int) -> bool:
    """Whether an area's houses are many enough, so far as is known, for its tag to point at nobody."""
    return sum(one or 0 for one in dwellings) >= below
