"""Lifecycle: the moves of a report, and what its writer is told."""

import pytest

from huskurage.core.lifecycle import (
    MOVES,
    NEEDS_SECOND_PERSON,
    VERBS,
    CloseReason,
    ForbiddenMove,
    PublicState,
    State,
    Verb,
    check,
    may_do,
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


def test_every_verb_has_a_row_that_allows_it_somewhere() -> None:
    assert set(VERBS) == set(Verb)
    assert all(VERBS.values())


@pytest.mark.parametrize(
    ("verb", "to"),
    [(Verb.ASK, State.ASKED), (Verb.CLOSE, State.CLOSED), (Verb.PROPOSE, State.CLOSE_PROPOSED),
     (Verb.QUARANTINE, State.QUARANTINED), (Verb.RELEASE, State.RECEIVED), (Verb.HAND_OVER, State.HANDED_OVER)],
)  # fmt: skip
def test_a_verb_that_moves_is_allowed_exactly_where_the_move_is(verb: Verb, to: State) -> None:
    besides = {State.WITHDRAWN} if verb is Verb.HAND_OVER else set()  # it stays taken back, wherever it goes
    assert {state for state in State if may_do(state, verb)} == {one for one in State if to in MOVES[one]} | besides


def test_nothing_is_done_to_what_nobody_has_read_but_taking_and_putting_aside() -> None:
    allowed = {verb for verb in Verb if may_do(State.RECEIVED, verb)}
    assert allowed == {
        Verb.TAKE, Verb.ASSIGN, Verb.GIVE_BACK, Verb.NOTE, Verb.LINK, Verb.UNMUTE, Verb.QUARANTINE,
    }  # fmt: skip
    with pytest.raises(ForbiddenMove):
        check(State.RECEIVED, Verb.ASSESS)


def test_two_proposals_do_not_make_two_persons() -> None:
    assert not may_do(State.CLOSE_PROPOSED, Verb.PROPOSE)


def test_states_and_reasons_are_stored_as_lower_case_words() -> None:
    words = [*State, *CloseReason, *PublicState]
    assert all(word.value == word.name.lower() for word in words)


def test_no_action_needs_a_second_person() -> None:
    assert {CloseReason.NO_ACTION} == NEEDS_SECOND_PERSON
