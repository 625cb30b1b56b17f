"""When a report is purged: after it was closed and registered, and the municipality's own time has passed."""

from datetime import date, timedelta
from typing import Final

from huskurage.core.lifecycle import State

LONGEST_DAYS: Final = 3650
"""Days a municipality may keep a copy here at most; the file itself is kept elsewhere."""
ENDED: Final = frozenset({State.CLOSED, State.WITHDRAWN})
"""Only what has ended is purged."""


def due_on(*, state: State, closed_on: date | None, registered_on: date | None, held: bool, days: int) -> date | None:
    """The Swedish day on which the report is purged; None: on no day, as things are.

    `days` calendar days after the later of closing and registration. What reaches a municipality is a public record:
    nothing is purged before it was registered, or somebody noted why it needs no registration (domain, 3.6).
    A report that is held back, for example while somebody has asked to see it, stays.
    """
    if state not in ENDED or closed_on is None or registered_on is None or held:
        return None
    return max(closed_on, registered_on) + timedelta(days=days)
