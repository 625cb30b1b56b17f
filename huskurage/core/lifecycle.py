"""The life of a report: its states, which may follow which, why it ends, and what the neighbour is told."""

import enum
from typing import Final


class ForbiddenMove(ValueError):
    """A report cannot go from its state to the wanted one."""


class State(enum.StrEnum):
    """Where a report stands with the coordinators."""

    RECEIVED = "received"
    READ = "read"
    ASKED = "asked"
    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    CLOSE_PROPOSED = "close_proposed"
    CLOSED = "closed"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"


class CloseReason(enum.StrEnum):
    """Why a coordinator closed a report."""

    HANDED_OVER = "handed_over"
    HELP_GIVEN = "help_given"
    KNOWN_ALREADY = "known_already"
    NOT_OUR_MUNICIPALITY = "not_our_municipality"
    NO_ACTION = "no_action"
    WRITTEN_BY_MISTAKE = "written_by_mistake"


class PublicState(enum.StrEnum):
    """What a neighbour with the receipt code is told."""

    RECEIVED = "received"
    READ = "read"
    NEW_MESSAGE = "new_message"
    PASSED_ON_OR_CLOSED = "passed_on_or_closed"


NEEDS_SECOND_PERSON: Final = frozenset({CloseReason.NO_ACTION})

# ANSWERED means: the neighbour wrote something that nobody has read yet, asked for or not; it also reopens
# a closed report, for "write again if the worry remains". A second question or answer may follow the first.
# Quarantine is a tray, never an end. What was handed over or closed is already with somebody else, so it cannot
# be withdrawn. A reason that needs a second person goes by way of CLOSE_PROPOSED.
_WORKED_ON: Final = frozenset(
    {State.ASKED, State.ANSWERED, State.HANDED_OVER, State.CLOSE_PROPOSED, State.CLOSED, State.WITHDRAWN}
)
MOVES: Final[dict[State, frozenset[State]]] = {
    State.RECEIVED: frozenset({State.READ, State.QUARANTINED, State.WITHDRAWN}),
    State.READ: _WORKED_ON | {State.QUARANTINED},
    State.ASKED: _WORKED_ON,
    State.ANSWERED: _WORKED_ON | {State.READ},
    State.HANDED_OVER: frozenset({State.ASKED, State.ANSWERED, State.HANDED_OVER, State.CLOSED}),
    State.CLOSE_PROPOSED: _WORKED_ON | {State.READ},
    State.CLOSED: frozenset({State.READ, State.ANSWERED}),
    State.QUARANTINED: frozenset({State.RECEIVED, State.CLOSED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}

_TOLD: Final = {
    State.RECEIVED: PublicState.RECEIVED,
    State.READ: PublicState.READ,
    State.ASKED: PublicState.READ,
    State.ANSWERED: PublicState.NEW_MESSAGE,
    State.HANDED_OVER: PublicState.PASSED_ON_OR_CLOSED,
    State.CLOSE_PROPOSED: PublicState.READ,
    State.CLOSED: PublicState.PASSED_ON_OR_CLOSED,
    State.QUARANTINED: PublicState.RECEIVED,
}


def move(state: State, to: State) -> State:
    """The new state. Raises ForbiddenMove when the table has no such move."""
    if to not in MOVES[state]:
        raise ForbiddenMove(f"a report that is {state} cannot become {to}")
    return to


def public_state(state: State) -> PublicState | None:
    """What the neighbour is told; None for a withdrawn report, whose code answers like an unknown one.

    A report in quarantine says "received", which is true: nobody has read it and it is not lost.
    """
    return _TOLD.get(state)
