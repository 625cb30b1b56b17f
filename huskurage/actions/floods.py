"""The tray looked through: what stands out among what machines sent. Computed after unlocking, in memory alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from huskurage.actions.triage import Listed
from huskurage.core.concern import Concern
from huskurage.core.likeness import unlike_the_others


@dataclass(frozen=True)
class Flagged:
    """A report in the tray: whether it is unlike the others, and whether it names another house than most."""

    listed: Listed
    unlike: bool
    other_house: bool

    def __repr__(self) -> str:
        return "<Flagged>"


def flagged(tray: Sequence[Listed]) -> list[Flagged]:
    """The tray with what stands out first: other words than the rest, and not sent in a hurry; then another house.

    What does not open stands out, too. The house alone tells nothing: whoever floods one house hides its neighbours.
    """
    texts = unlike_the_others([one.concern.text if one.concern else "" for one in tray])
    houses = [_house(one.concern) for one in tray]
    named = Counter(house for house in houses if house)
    crowd = named.most_common(1)[0][0] if named else ""
    found = [
        Flagged(one, one.shut or (unlike and _in_no_hurry(one.concern)), bool(house) and house != crowd)
        for one, unlike, house in zip(tray, texts, houses, strict=True)
    ]
    return sorted(found, key=lambda one: (not one.unlike, not one.other_house))


def _in_no_hurry(concern: Concern | None) -> bool:
    return concern is not None and not concern.hurried


def _house(concern: Concern | None) -> str:
    return " ".join((concern.typed_house or concern.poster_house).casefold().split()) if concern else ""
