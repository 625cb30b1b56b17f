"""The life of a report: its states, which may follow which, what may be done in each, and what its writer is told."""

import enum
from typing import Final


class ForbiddenMove(ValueError):
    """A report cannot go from its state to the wanted one."""


class SecondPersonNeeded(ForbiddenMove):
    """Nobody ends a report without action alone, and nobody agrees with their own proposal."""


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


class Verb(enum.StrEnum):
    """What a coordinator does with a report whose text somebody has read, or that lies in the tray."""

    TAKE = "take"
    ASSIGN = "assign"
    GIVE_BACK = "give_back"
    NOTE = "note"
    LINK = "link"
    ASSESS = "assess"
    MUTE = "mute"
    UNMUTE = "unmute"
    ASK = "ask"
    HAND_OVER = "hand_over"
    CLOSE = "close"
    PROPOSE = "propose"
    AGREE = "agree"
    REFUSE = "refuse"
    QUARANTINE = "quarantine"
    RELEASE = "release"
    MARK_SEEN = "mark_seen"


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
    State.CLOSE_PROPOSED: (_WORKED_ON - {State.CLOSE_PROPOSED}) | {State.READ},
    State.CLOSED: frozenset({State.READ, State.ANSWERED}),
    State.QUARANTINED: frozenset({State.RECEIVED, State.CLOSED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}

# What each verb needs: the states in which it may be done. A verb that leads to another state may be done wherever
# MOVES has that move, and nowhere else.
_LEADS_TO: Final = {
    Verb.ASK: State.ASKED,
    Verb.HAND_OVER: State.HANDED_OVER,
    Verb.CLOSE: State.CLOSED,
    Verb.PROPOSE: State.CLOSE_PROPOSED,
    Verb.QUARANTINE: State.QUARANTINED,
    Verb.RELEASE: State.RECEIVED,
}
_NOT_IN_TRAY: Final = frozenset(State) - {State.QUARANTINED}
_READ_ONCE: Final = _NOT_IN_TRAY - {State.RECEIVED}
_AT_WORK: Final = _NOT_IN_TRAY - {State.CLOSED, State.WITHDRAWN}
VERBS: Final[dict[Verb, frozenset[State]]] = {
    Verb.TAKE: _AT_WORK,
    Verb.ASSIGN: _AT_WORK,
    Verb.GIVE_BACK: _AT_WORK,
    Verb.NOTE: frozenset(State),
    Verb.LINK: frozenset(State),
    Verb.ASSESS: _READ_ONCE,
    Verb.MUTE: _READ_ONCE - {State.WITHDRAWN},
    Verb.UNMUTE: frozenset(State),
    Verb.AGREE: frozenset({State.CLOSE_PROPOSED}),
    Verb.REFUSE: frozenset({State.CLOSE_PROPOSED}),
    Verb.MARK_SEEN: frozenset({State.WITHDRAWN}),
    **{verb: frozenset(state for state in State if to in MOVES[state]) for verb, to in _LEADS_TO.items()},
}
READ_FIRST: Final = frozenset({Verb.ASK, Verb.CLOSE, Verb.PROPOSE, Verb.AGREE})
"""What nobody does while the neighbour's latest words are unread."""

# Whoever holds the paper may have taken it back: what was written is passed on like any other, and stays taken back.
VERBS[Verb.HAND_OVER] |= {State.WITHDRAWN}

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


def may_do(state: State, verb: Verb) -> bool:
    """Whether the table lets a coordinator do this with a report in that state."""
    return state in VERBS[verb]


def check(state: State, verb: Verb) -> None:
    """Raise ForbiddenMove when the table does not let this be done in that state."""
    if not may_do(state, verb):
        raise ForbiddenMove(f"a report that is {state} takes no {verb}")


def public_state(state: State) -> PublicState | None:
    """What the neighbour is told; None for a withdrawn report, whose code answers like an unknown one.

    A report in quarantine says "received", which is true: nobody has read it and it is not lost.
    """
    return _TOLD.get(state)
