"""Contacts: helplines as the facts have them, and numbers that can be dialled."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.contacts import (
    HELPLINES,
    RETIRED,
    BadNumber,
    certain_helplines,
    check_number,
    fictional,
    numbers_in,
    tel_href,
    uncertain,
)
from huskurage.core.hours import is_open

BY_KEY = {line.key: line for line in HELPLINES}


def test_helplines_are_the_confirmed_ones_only() -> None:
    assert {line.name: line.number for line in HELPLINES} == {
        "SOS Alarm": "112",
        "Polisen": "114 14",
        "Sjukvårdsrådgivningen": "1177",
        "Kvinnofridslinjen": "020-50 50 50",
        "Stödlinjen för män": "020-80 80 80",
        "Stödlinjen för transpersoner": "020-55 00 00",
        "Bris": "116 111",
        "Välj att sluta": "020-555 666",
        "Brottsofferjouren": "116 006",
    }


def test_helplines_can_be_dialled_and_are_written_as_checked() -> None:
    for line in HELPLINES:
        assert check_number(line.number) == line.number
        assert not fictional(line.number)


def test_helplines_have_two_sources_and_a_day() -> None:
    assert len(BY_KEY) == len(HELPLINES)
    for line in HELPLINES:
        assert len(set(line.sources)) >= 2
        assert line.verified_on == date(2026, 11, 22)


def test_a_helpline_that_nobody_has_read_for_a_year_is_not_shown() -> None:
    assert certain_helplines(date(2026, 11, 22) + timedelta(days=365)) == BY_KEY
    assert certain_helplines(date(2026, 11, 22) + timedelta(days=366)) == {}


def test_a_helpline_with_a_single_source_is_not_shown() -> None:
    line = BY_KEY["bris"]
    assert not uncertain(line, line.verified_on)
    assert uncertain(replace(line, sources=line.sources[:1] * 2), line.verified_on)


@pytest.mark.parametrize("key", ["valj_att_sluta", "brottsofferjouren", "health_advice"])
def test_helplines_with_unsure_hours_show_none(key: str) -> None:
    assert BY_KEY[key].hours is None


@pytest.mark.parametrize(
    ("key", "clock", "answers"),
    [("men", 6, False), ("men", 7, True), ("men", 21, False), ("trans_people", 18, True), ("bris", 3, True)],
)
def test_helplines_answer_at_their_hours_on_christmas_day_too(key: str, clock: int, answers: bool) -> None:
    hours = BY_KEY[key].hours
    assert hours is not None
    assert is_open(hours, datetime(2026, 12, 25, clock - 1, 0, tzinfo=UTC)) is answers


def test_only_kvinnofridslinjen_is_said_to_stay_off_the_bill() -> None:
    assert [line.key for line in HELPLINES if line.on_bill is False] == ["kvinnofridslinjen"]
    assert {line.on_bill for line in HELPLINES} == {False, None}


@pytest.mark.parametrize(
    "written", [*RETIRED, "0771220060", "0771 22 00 60", "+46 771 22 00 60", "0771\u201122\u00a000 60"]
)
def test_check_number_refuses_the_retired_line_however_it_is_written(written: str) -> None:
    with pytest.raises(BadNumber, match="closed down"):
        check_number(written)


@pytest.mark.parametrize(
    ("written", "checked"),
    [
        ("08-465 004 10", "08-465 004 10"),
        (" 08\u2013465\u00a0004  10\n", "08-465 004 10"),
        ("+46 8 465 004 10", "+46 8 465 004 10"),
        ("0980-319 200", "0980-319 200"),
        ("90101", "90101"),
    ],
)
def test_check_number_tidies_spaces_and_dashes(written: str, checked: str) -> None:
    assert check_number(written) == checked


@pytest.mark.parametrize(
    "written",
    [
        "",
        "12",
        "465 004 10",
        "0046 8 465 004 10",
        "08-465 004 10 11 12",
        "08--46500410",
        "-0846500410",
        "08-465 004 10 ankn 5",
        "+0 8465 00410",
        "+46",
        "++46846500410",
        "tel:112",
        "112\x00",
        "١١٢",
        "1" * 10000,
        " " * 10000,
    ],
)
def test_check_number_refuses_what_cannot_be_dialled(written: str) -> None:
    with pytest.raises(BadNumber, match="digits"):
        check_number(written)
    with pytest.raises(BadNumber):
        tel_href(written)
    assert not fictional(written)


def test_tel_href_has_digits_only_and_keeps_a_plus() -> None:
    assert tel_href("08-465 004 10") == "tel:0846500410"
    assert tel_href("+46 8-465 004 10") == "tel:+46846500410"
    assert tel_href("114 14") == "tel:11414"


@pytest.mark.parametrize(
    ("number", "invented"),
    [
        ("08-465 004 00", True),
        ("08-465 004 99", True),
        ("+46 8 465 004 10", True),
        ("08-465 005 00", False),
        ("08-465 003 99", False),
        ("031-390 06 00", True),
        ("040-628 04 99", True),
        ("0980-319 200", True),
        ("0980-319 299", True),
        ("0980-319 300", False),
        ("070-174 06 04", False),
        ("070-174 06 05", True),
        ("070-174 06 99", True),
        ("112", False),
        ("084650041", False),
    ],
)
def test_fictional_knows_the_series_kept_free(number: str, invented: bool) -> None:
    assert fictional(number) is invented


@given(st.text(max_size=40) | st.text(alphabet="0123456789+- ", max_size=20))
def test_a_checked_number_stays_as_it_is_and_dials(written: str) -> None:
    try:
        checked = check_number(written)
    except BadNumber:
        return
    assert check_number(checked) == checked
    assert tel_href(checked).removeprefix("tel:").removeprefix("+").isdecimal()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ring socialjouren, 08-465 004 10, dygnet runt.", ["08-465 004 10"]),
        ("Polisen 114 14 eller +46 8 465 004 10", ["114 14", "+46 8 465 004 10"]),
        ("08-465\N{NO-BREAK SPACE}004\N{NO-BREAK SPACE}10", ["08-465\N{NO-BREAK SPACE}004\N{NO-BREAK SPACE}10"]),
        ("Ring 112", []),  # only for what is happening now
        ("Stängt till 2026-12-28, rum 312, kl. 08.00-16.00, vecka 52", []),
        ("Ring 0771-22 00 60", []),  # closed down
        ("Ring socialjouren", []),
        ("", []),
    ],
)
def test_the_numbers_to_call_are_found_in_a_text(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in numbers_in(text)] == numbers
