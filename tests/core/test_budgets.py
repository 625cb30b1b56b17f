"""Budgets: how often something may happen in a while, counted in memory alone."""

import threading
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.budgets import Budget, Echoes

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def spend(budget: Budget, times: int, *, key: bytes = b"a", at: datetime = NOW) -> list[bool]:
    return [budget.spend(key, at) for _ in range(times)]


def test_the_limit_is_the_last_that_passes() -> None:
    assert spend(Budget(3, MINUTE), 5) == [True, True, True, False, False]


def test_each_key_has_its_own() -> None:
    budget = Budget(1, MINUTE)
    assert spend(budget, 2, key=b"a") == [True, False]
    assert spend(budget, 1, key=b"b") == [True]


def test_what_was_spent_a_whole_window_ago_is_forgotten() -> None:
    budget = Budget(1, MINUTE)
    spend(budget, 1)
    assert not budget.spend(b"a", NOW + MINUTE - timedelta(microseconds=1))
    assert budget.spend(b"a", NOW + MINUTE)


def test_the_wait_is_until_the_oldest_spending_is_forgotten() -> None:
    budget = Budget(2, MINUTE)
    assert budget.wait(b"a", NOW) == timedelta()
    spend(budget, 1)
    spend(budget, 1, at=NOW + MINUTE / 2)
    assert budget.wait(b"a", NOW + MINUTE / 2) == MINUTE / 2
    assert budget.wait(b"a", NOW + MINUTE) == MINUTE / 2


def test_a_refused_try_does_not_make_the_wait_longer() -> None:
    budget = Budget(1, MINUTE)
    spend(budget, 1)
    spend(budget, 50, at=NOW + MINUTE / 2)
    assert budget.spend(b"a", NOW + MINUTE)


def test_looking_costs_nothing() -> None:
    budget = Budget(2, MINUTE)
    assert [budget.left(b"a", NOW) for _ in range(3)] == [2, 2, 2]
    spend(budget, 1)
    assert budget.left(b"a", NOW) == 1
    assert budget.left(b"a", NOW + MINUTE) == 2


def test_it_remembers_so_many_keys_and_forgets_the_oldest() -> None:
    budget = Budget(1, MINUTE, keys=2)
    for key in (b"a", b"b", b"c"):
        spend(budget, 1, key=key)
    assert budget.left(b"a", NOW) == 1
    assert budget.left(b"b", NOW) == budget.left(b"c", NOW) == 0


def test_many_threads_together_never_get_more_than_the_limit() -> None:
    budget, passed = Budget(10, MINUTE), []
    threads = [threading.Thread(target=lambda: passed.extend(spend(budget, 20))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert passed.count(True) == 10


@given(st.lists(st.integers(min_value=0, max_value=300), max_size=60).map(sorted), st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_no_window_ever_holds_more_than_the_limit(seconds: list[int], limit: int) -> None:
    budget = Budget(limit, MINUTE)
    passed = [one for one in seconds if budget.spend(b"a", NOW + timedelta(seconds=one))]
    assert all(len([other for other in passed if one <= other < one + 60]) <= limit for one in passed)


def test_the_first_who_says_something_is_no_echo_and_another_is() -> None:
    echoes = Echoes(MINUTE)
    assert not echoes.heard(b"said", b"first", NOW)
    assert echoes.heard(b"said", b"second", NOW)
    assert not echoes.heard(b"said", b"first", NOW)
    assert not echoes.heard(b"other", b"second", NOW)


def test_after_a_whole_window_somebody_else_is_first() -> None:
    echoes = Echoes(MINUTE)
    echoes.heard(b"said", b"first", NOW)
    assert not echoes.heard(b"said", b"second", NOW + MINUTE)
    assert echoes.heard(b"said", b"first", NOW + MINUTE)


def test_echoes_remember_a_bounded_number_and_forget_the_oldest() -> None:
    echoes = Echoes(MINUTE, keys=2)
    for said in (b"a", b"b", b"c"):
        echoes.heard(said, b"first", NOW)
    assert echoes.heard(b"c", b"second", NOW)
    assert not echoes.heard(b"a", b"second", NOW)
