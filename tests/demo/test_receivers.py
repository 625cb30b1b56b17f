"""The demo's receivers: numbers that belong to nobody or to the nation, and one that is never first."""

import re

from huskurage.core.receivers import NEVER_FIRST
from huskurage.demo.receivers import demo_receivers

NATIONAL = {"114 14", "112"}


def test_numbers_are_national_or_kept_free_for_fiction() -> None:
    reached = [each.reached_by.partition(",")[0] for each in demo_receivers(1)]  # opening hours stand behind a comma
    numbers = [one for text in reached for one in re.findall(r"\d[\d -]+\d", text)]
    assert len(numbers) > 6
    assert [one for one in numbers if one not in NATIONAL and not re.fullmatch(r"08-465 004 \d\d", one)] == []


def test_one_of_them_shows_who_is_never_first() -> None:
    assert [one.kind in NEVER_FIRST for one in demo_receivers(1)].count(True) == 1
