"""What was found out a moment ago: kept for a while, never longer, never more than may be kept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.recent import Recent

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_value_lasts_as_long_as_it_may() -> None:
    recent = Recent[str](2 * MINUTE)
    recent.keep(b"a", "first", NOON)
    assert recent.get(b"a", NOON + 2 * MINUTE) == "first"
    assert recent.get(b"a", NOON + 2 * MINUTE + timedelta(seconds=1)) is None
    assert recent.get(b"b", NOON) is None


def test_kept_again_it_lasts_from_then_on() -> None:
    recent = Recent[str](2 * MINUTE)
    recent.keep(b"a", "first", NOON)
    recent.keep(b"a", "second", NOON + MINUTE)
    assert recent.get(b"a", NOON + 3 * MINUTE) == "second"


@given(st.lists(st.binary(max_size=2), max_size=30), st.integers(1, 5))
def test_the_newest_are_kept_and_never_too_many(names: list[bytes], most: int) -> None:
    recent = Recent[int](MINUTE, most=most)
    for number, name in enumerate(names):
        recent.keep(name, number, NOON)
    newest = list(dict.fromkeys(reversed(names)))[:most]
    kept = {name for name in names if recent.get(name, NOON) is not None}
    assert kept == set(newest)
