"""Lifecycle: the moves of a report, and what its writer is told."""

import pytest

from huskurage.core.lifecycle import (
    MOVES,
    NEEDS_SECOND_PERSON,
    CloseReason,
    ForbiddenMove,
    PublicState,
    State,
    move,
    public_state,
)


def test_every_state_has_a_row_and_can_be_reached() -> None:
    assert set(MOVES) == set(State)
    assert set().union(*MOVES.values()) == set(State)


def test_a_concern_goes_the_whole_way() -> None:
    state = State.RECEIVED
    for to in (State.READ, State.ASKED, State.ANSWERED, State.READ, State.CLOSED):
        state = move(state, to)
    assert state is State.CLOSED


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (State.RECEIVED, State.CLOSED),  # nobody closes what nobody has read
        (State.RECEIVED, State.ASKED),
        (State.READ, State.RECEIVED),
        (State.ASKED, State.QUARANTINED),  # whoever was asked something is no machine
        (State.HANDED_OVER, State.WITHDRAWN),
        (State.RECEIVED, State.HANDED_OVER),
        (State.CLOSED, State.WITHDRAWN),
        (State.QUARANTINED, State.READ),
    ],
)
def test_move_refuses_short_cuts_and_ways_back(state: State, to: State) -> None:
    with pytest.raises(ForbiddenMove, match=f"{state} cannot become {to}"):
        move(state, to)


def test_withdrawn_is_the_end() -> None:
    for to in State:
        with pytest.raises(ForbiddenMove):
            move(State.WITHDRAWN, to)


def test_quarantine_is_never_the_end() -> None:
    assert State.RECEIVED in MOVES[State.QUARANTINED]


@pytest.mark.parametrize(
    "state", [State.READ, State.ASKED, State.ANSWERED, State.HANDED_OVER, State.CLOSE_PROPOSED, State.CLOSED]
)
def test_a_neighbour_who_writes_again_is_always_heard(state: State) -> None:
    assert move(state, State.ANSWERED) is State.ANSWERED


@pytest.mark.parametrize("state", [State.RECEIVED, State.READ, State.ASKED, State.ANSWERED, State.QUARANTINED])
def test_a_neighbour_can_withdraw_until_it_is_passed_on(state: State) -> None:
    assert move(state, State.WITHDRAWN) is State.WITHDRAWN


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.RECEIVED, PublicState.RECEIVED),
        (State.QUARANTINED, PublicState.RECEIVED),  # a flooder learns nothing
        (State.READ, PublicState.READ),
        (State.ASKED, PublicState.READ),
        (State.ANSWERED, PublicState.NEW_MESSAGE),
        (State.CLOSE_PROPOSED, PublicState.READ),
        (State.HANDED_OVER, PublicState.PASSED_ON_OR_CLOSED),
        (State.CLOSED, PublicState.PASSED_ON_OR_CLOSED),
        (State.WITHDRAWN, None),  # answers like an unknown code
    ],
)
def test_public_state_tells_little_and_true(state: State, told: PublicState | None) -> None:
    assert public_state(state) is told


def test_states_and_reasons_are_stored_as_lower_case_words() -> None:
    words = [*State, *CloseReason, *PublicState]
    assert all(word.value == word.name.lower() for word in words)


def test_no_action_needs_a_second_person() -> None:
    assert {CloseReason.NO_ACTION} == NEEDS_SECOND_PERSON
