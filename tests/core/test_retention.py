"""When a report is purged: after closing, registration and the municipality's own time; never before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.lifecycle import State
from huskurage.core.retention import LONGEST_DAYS, due_on

CLOSED, REGISTERED = date(2026, 10, 20), date(2026, 10, 23)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_it_is_due_so_many_days_after_the_later_of_closing_and_registration(state: State) -> None:
    found = due_on(state=state, closed_on=CLOSED, registered_on=REGISTERED, held=False, days=30)
    assert found == date(2026, 11, 22)  # over the change of clocks: days, not hours
    turned = due_on(state=state, closed_on=REGISTERED, registered_on=CLOSED, held=False, days=30)
    assert turned == found


@pytest.mark.parametrize("state", sorted(set(State) - {State.CLOSED, State.WITHDRAWN}))
def test_what_has_not_ended_is_never_due(state: State) -> None:
    assert due_on(state=state, closed_on=CLOSED, registered_on=REGISTERED, held=False, days=0) is None


@given(st.none() | days, st.none() | days, st.booleans(), st.integers(0, LONGEST_DAYS))
def test_never_without_registration_never_while_held_never_early(
    closed: date | None, registered: date | None, held: bool, kept: int
) -> None:
    found = due_on(state=State.CLOSED, closed_on=closed, registered_on=registered, held=held, days=kept)
    assert (found is not None) == (closed is not None and registered is not None and not held)
    if found and closed and registered:
        assert min(found - closed, found - registered) == timedelta(kept)
