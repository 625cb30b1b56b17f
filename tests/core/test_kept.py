"""Pages kept for a minute: drawn once, never longer true than that, never more than may be kept."""

from datetime import UTC, datetime, timedelta

import pytest

from huskurage.core.kept import KeptAnswers, KeptPages

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Drawing:
    """Draws the count of its drawings."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return str(self.count)


def test_a_page_is_drawn_once_a_minute() -> None:
    pages, draw = KeptPages(), Drawing()
    seen = [pages.page("a", draw, now=NOON + timedelta(seconds=after)) for after in (0, 30, 59, 60, 119)]
    assert seen == ["1", "1", "1", "2", "2"]


def test_pages_of_other_keys_are_others() -> None:
    pages, draw = KeptPages(), Drawing()
    assert [pages.page(key, draw, now=NOON) for key in ("a", "b", "a")] == ["1", "2", "1"]


def test_no_more_are_kept_than_may_be() -> None:
    pages, draw = KeptPages(most=1), Drawing()
    assert [pages.page(key, draw, now=NOON) for key in ("a", "b", "b", "a")] == ["1", "2", "3", "1"]


def test_a_drawing_that_fails_is_not_kept() -> None:
    pages = KeptPages()

    def fail() -> str:
        raise RuntimeError("the database is gone")

    with pytest.raises(RuntimeError):
        pages.page("a", fail, now=NOON)
    assert pages.page("a", Drawing(), now=NOON) == "1"


def test_answers_are_kept_for_their_own_minute_and_never_too_many() -> None:
    answers = KeptAnswers[str](most=1)
    assert answers.get("a", NOON) is None
    answers.keep("a", "first", NOON)
    answers.keep("b", "one too many", NOON)
    assert answers.get("a", NOON + timedelta(seconds=59)) == "first"
    assert answers.get("b", NOON) is None
    assert answers.get("a", NOON + timedelta(seconds=60)) is None
    answers.keep("a", "drawn in the minute before", NOON + timedelta(seconds=59))
    assert answers.get("a", NOON + timedelta(seconds=61)) is None
    assert answers.get("a", NOON) is None, "who is late sees nothing of another minute"
