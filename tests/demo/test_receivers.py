"""The demo's receivers: numbers that belong to nobody or to the nation, and one that is never first."""

import re

from huskurage.core.receivers import NEVER_FIRST
from huskurage.demo.receivers import demo_receivers

NATIONAL = {"114 14", "112"}


def test_numbers_are_national_or_kept_free_for_fiction() -> None:
    numbers = [one for each in demo_receivers(1) for one in re.findall(r"\d[\d -]{2,}\d", each.reached_by)]
    assert len(numbers) > 6
    assert all(one in NATIONAL or re.match(r"08-465 004 \d\d", one) for one in numbers)


def test_one_of_them_shows_who_is_never_first() -> None:
    assert [one.kind in NEVER_FIRST for one in demo_receivers(1)].count(True) == 1
