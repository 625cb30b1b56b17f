"""Hours and duty: what is kept, what is refused in words, and what stays typed."""

from datetime import timedelta
from typing import Any

import pytest
from doing import Desk
from flask import Flask
from sqlalchemy import select, update
from town import MORNING, Clock, Town

from huskurage.core.deadlines import DeadlineRules, rules_from_json
from huskurage.core.hours import HOLIDAY, WEEKDAYS, hours_from_json
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox, Part
from huskurage.store.people import Absence, Account
from huskurage.store.places import Municipality

PAGE = "/staff/duty/1"
CALL = "Ring socialjouren, 08-465 004 10."
MONDAY = MORNING.date()


def number(database: Database, name: str) -> int:
    with database.reads() as session:
        return session.scalars(select(Account.id).where(Account.login == name)).one()


@pytest.fixture
def typed(database: Database) -> dict[str, Any]:
    """The form as it stands."""
    parts = {"owner": "asta", "deputy": "astrid", "manager": "adam"}
    return {part: str(number(database, name)) for part, name in parts.items()} | {
        "bands-0-days": ["0", "1", "2", "3", "4"], "bands-0-opens": "08:00", "bands-0-closes": "16:00",
        "bands-1-opens": "", "bands-1-closes": "", "holidays_closed": "y", "eves_as_holidays": "y", "away_text": "",
        "late_from": "15:00", "closed_day_ends": "16:00", "preliminary_days": "14", "preliminary_days_adults": "14",
        "answer_days": "3",
    }  # fmt: skip


def kept(database: Database) -> Inbox:
    with database.reads() as session:
        inbox = session.scalars(select(Inbox)).one()
        assert inbox.duties
        return inbox


def test_the_form_shows_what_is_kept_and_saves_it_unchanged(
    adam: Desk, typed: dict[str, Any], database: Database
) -> None:
    before = kept(database)
    page = adam.see(PAGE)
    assert 'name="bands-0-opens" type="time" value="08:00"' in page
    assert 'name="bands-1-opens" type="time" value=""' in page
    assert adam.press(PAGE, **typed).status_code == 303
    after = kept(database)
    assert (after.hours, after.rules, after.away_text) == (before.hours, before.rules, before.away_text)


def test_a_coordinator_sets_hours_rules_people_and_the_away_text(
    asta: Desk, typed: dict[str, Any], database: Database
) -> None:
    rows = {"bands-1-days": ["5", "7"], "bands-1-opens": "22.00", "bands-1-closes": "24:00"}
    changed = typed | rows | {
        "manager": "", "away_text": CALL, "late_from": "1400", "preliminary_days_adults": "", "answer_days": "5",
    }  # fmt: skip
    assert asta.press(PAGE, **changed).status_code == 303
    inbox = kept(database)
    hours = hours_from_json(inbox.hours)
    assert [band.days for band in hours.bands] == [WEEKDAYS, frozenset({5, HOLIDAY})]
    assert [f"{band.closes:%H:%M}" for band in hours.bands] == ["16:00", "00:00"]
    rules = rules_from_json(inbox.rules)
    assert (rules.late_from.hour, rules.preliminary_days_adults, rules.answer_days) == (14, None, 5)
    assert rules.preliminary_days == DeadlineRules().preliminary_days
    assert {duty.part for duty in inbox.duties} == {Part.OWNER, Part.DEPUTY}
    assert "Sat, Holiday 22:00\N{EN DASH}00:00" in asta.see("/staff/duty/")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("bands-0-opens", "8 o'clock", "Write a time of day like this"),
        ("bands-0-closes", "24:30", "Write a time of day like this"),
        ("bands-0-closes", "", "Choose days, and write from when and until when."),
        ("bands-0-days", [], "Choose days, and write from when and until when."),
        ("bands-1-opens", "18:00", "Choose days, and write from when and until when."),
        ("bands-0-days", ["8"], "Choose days, and write"),
        ("late_from", "", "Write a time of day."),
        ("preliminary_days", "15", "Write a number of days from 7 to 14."),
        ("preliminary_days", "", "Write a number of days from 7 to 14."),
        ("answer_days", "²", "Write a number of days from 1 to 30."),
        ("away_text", "x" * 301, "The text is too long."),
        ("owner", "999", "Choose somebody from the list."),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    asta: Desk, typed: dict[str, Any], database: Database, field: str, value: Any, words: str
) -> None:
    before = kept(database)
    answer = asta.press(PAGE, **(typed | {"away_text": CALL} | {field: value}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words.lower() in page.lower()
    assert field == "away_text" or 'value="Ring socialjouren, 08-465 004 10."' in page
    assert kept(database).hours == before.hours
    assert kept(database).away_text == ""


def test_no_rows_at_all_are_no_hours(asta: Desk, typed: dict[str, Any]) -> None:
    empty = {name: value for name, value in typed.items() if not name.startswith("bands")}
    assert "Write at least one row of hours." in asta.press(PAGE, **empty).get_data(as_text=True)


def test_nobody_has_two_parts(asta: Desk, typed: dict[str, Any]) -> None:
    answer = asta.press(PAGE, **(typed | {"deputy": typed["owner"]}))
    assert answer.status_code == 422
    assert "Nobody can have two of the three parts." in answer.get_data(as_text=True)


def test_people_of_landlords_are_neither_offered_nor_taken(
    asta: Desk, typed: dict[str, Any], database: Database
) -> None:
    page = asta.see(PAGE)
    assert ">Adam</option>" in page
    assert ">Bo</option>" not in page
    assert asta.press(PAGE, **(typed | {"manager": str(number(database, "bo"))})).status_code == 422


def test_nobody_for_tonight_is_refused_in_words_unless_the_text_names_a_number(
    adam: Desk, typed: dict[str, Any], database: Database
) -> None:
    nobody = typed | {"owner": "", "deputy": ""}
    page = adam.press(PAGE, **nobody)
    assert page.status_code == 422
    assert "on 23 Nov nobody would be on duty in Lindbacka" in page.get_data(as_text=True)
    assert len(kept(database).duties) == 3
    assert adam.press(PAGE, **(nobody | {"away_text": CALL})).status_code == 303
    assert "Nobody is on duty in Lindbacka" in adam.see("/staff/duty/")


def test_both_cannot_be_away_without_a_number_to_call(asta: Desk, adam: Desk, database: Database) -> None:
    days = {"first": "2026-12-24", "last": "2026-12-27"}
    assert asta.press("/staff/absences/", who=str(number(database, "asta")), **days).status_code == 303
    refused = adam.press("/staff/absences/", who=str(number(database, "astrid")), first="2026-12-26", last="2027-01-02")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "on 26 Dec\N{EN DASH}27 Dec" in page
    assert 'value="2026-12-26"' in page
    assert "24 Dec\N{EN DASH}27 Dec" in page


def test_an_absence_is_noted_seen_by_all_and_taken_back(asta: Desk, adam: Desk, database: Database) -> None:
    me = str(number(database, "asta"))
    assert asta.press("/staff/absences/", who=me, first="2026-11-23", last="2026-11-24").status_code == 303
    assert "away today" in adam.see("/staff/absences/")
    with database.reads() as session:
        absence = session.scalars(select(Absence.id)).one()
    assert adam.press(f"/staff/absences/{absence}/end").status_code == 303
    assert "away today" not in asta.see("/staff/absences/")


@pytest.mark.parametrize(
    ("first", "last"),
    [("", "2026-11-24"), ("24 nov", "2026-11-24"), ("2026-11-25", "2026-11-24"), ("2026-01-01", "2026-01-02")],
)
def test_days_that_are_no_absence_are_refused(asta: Desk, database: Database, first: str, last: str) -> None:
    me = str(number(database, "asta"))
    assert asta.press("/staff/absences/", who=me, first=first, last=last).status_code == 422


def test_a_landlords_person_cannot_be_noted_as_away(asta: Desk, database: Database) -> None:
    bo = str(number(database, "bo"))
    assert asta.press("/staff/absences/", who=bo, first="2026-11-24", last="2026-11-24").status_code == 422


def test_who_has_left_is_named_as_gone(app: Flask, town: Town, clock: Clock, database: Database) -> None:
    with database.writes() as session:
        session.execute(update(Account).where(Account.login == "astrid").values(left_on=MONDAY - timedelta(1)))
        session.commit()
    assert "Astrid, has left" in Desk(app, town.adam, clock).see("/staff/duty/")


def test_another_municipalitys_inbox_and_absence_answer_as_none(asta: Desk, database: Database) -> None:
    with database.writes() as session:
        other = Municipality(slug="grannby", name="Grannby", exit_address="", mandated_form="")
        session.add(other)
        session.flush()
        session.execute(update(Inbox).values(municipality_id=other.id))
        session.execute(update(Account).where(Account.login == "astrid").values(municipality_id=other.id))
        theirs = session.scalars(select(Account.id).where(Account.login == "astrid")).one()
        absence = Absence(account_id=theirs, first_day=MONDAY, last_day=MONDAY)
        session.add(absence)
        session.commit()
        there, nowhere = (PAGE, f"/staff/absences/{absence.id}/end"), ("/staff/duty/999", "/staff/absences/999/end")
    for one, none in zip(there, nowhere, strict=True):
        answers = [asta.press(path) for path in (one, none)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].get_data() == answers[1].get_data()
    assert asta.status(PAGE) == 404
    assert "Astrid" not in asta.see("/staff/absences/")
