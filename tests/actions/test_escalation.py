"""Telling the next person: who is there, once per person, stopping when it was done."""

from datetime import date, datetime, time, timedelta

import pytest
from doing import file, keys_for, only_report, unlock
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.closing import close, mark_seen, release
from huskurage.actions.duty import unmanned_days
from huskurage.actions.escalation import escalate
from huskurage.actions.reporting import answer, withdraw
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, take
from huskurage.core.concern import Words
from huskurage.core.lifecycle import CloseReason
from huskurage.core.swedish_time import moment
from huskurage.store.engine import Database
from huskurage.store.inboxes import Duty, Inbox, Part
from huskurage.store.outbox import Letter
from huskurage.store.people import Absence, Account, account_by_login
from huskurage.store.reports import Notice, NoticeKind, Report, Told

MONDAY = MORNING.date()


def at(clock: str, day: date = MONDAY) -> datetime:
    return moment(day, time.fromisoformat(clock))


def round_at(session: Session, now: datetime) -> list[str]:
    """Who is ordered a letter in a round at this moment."""
    ordered: list[str] = []
    escalate(session, now=now, order_letter=lambda _session, account, _now: ordered.append(account.name))
    session.flush()
    return ordered


def account(session: Session, name: str) -> Account:
    found = account_by_login(session, name)
    assert found is not None
    return found


def away(session: Session, name: str) -> None:
    session.add(Absence(account_id=account(session, name).id, first_day=MONDAY, last_day=MONDAY))
    session.flush()


def read(session: Session, town: Town) -> Report:
    report = only_report(session)
    read_thread(session, unlock(session, town.asta), report, now=MORNING)
    session.flush()
    return report


def test_the_owner_then_the_deputy_then_the_manager(session: Session) -> None:
    file(session)
    told = [(clock, round_at(session, at(clock))) for clock in ("10:00", "11:00", "13:59", "14:00", "15:59", "16:00")]
    assert [names for _, names in told] == [["Asta"], [], ["Asta"], ["Astrid"], [], ["Adam"]]
    assert round_at(session, at("18:00")) == []


def test_the_protection_assessment_is_minded_apart_from_the_first_look(session: Session, town: Town) -> None:
    file(session)
    read(session, town)
    assert [round_at(session, at(clock)) for clock in ("10:00", "13:00", "14:00", "16:00")] == [
        [], ["Asta"], ["Astrid"], ["Adam"],
    ]  # fmt: skip


def test_a_hundred_fresh_reports_are_one_letter(session: Session) -> None:
    for page in range(100):
        file(session, page=page)
    assert round_at(session, MORNING) == ["Asta"]
    assert round_at(session, MORNING + timedelta(minutes=1)) == []
    assert set(round_at(session, at("14:00"))) == {"Asta", "Astrid"}  # the first step of the assessments, too


def test_what_was_done_is_told_to_nobody(session: Session, town: Town) -> None:
    file(session)
    report = read(session, town)
    close(session, unlock(session, town.asta), report, reason=CloseReason.HELP_GIVEN, now=MORNING)
    session.flush()
    assert round_at(session, at("16:00", MONDAY + timedelta(20))) == []


def test_what_was_taken_back_is_told_until_somebody_has_seen_it(session: Session, town: Town) -> None:
    file(session)
    withdraw(session, keys=keys_for(), now=MORNING)
    session.flush()
    assert round_at(session, MORNING) == ["Asta"]
    mark_seen(session, unlock(session, town.asta), only_report(session), now=MORNING)
    session.flush()
    assert round_at(session, at("16:00")) == []


def test_the_tray_is_told_of_and_anew_when_somebody_releases_from_it(session: Session, town: Town) -> None:
    file(session, quarantined=True)
    assert round_at(session, MORNING) == ["Asta"]
    later = at("09:00", MONDAY + timedelta(2))
    release(session, unlock(session, town.asta), only_report(session), now=later)
    session.flush()
    assert only_report(session).look_by == MONDAY + timedelta(2)
    assert round_at(session, later) == ["Asta"]


@pytest.mark.parametrize(
    ("gone", "told"), [(["asta"], "Astrid"), (["asta", "astrid"], "Adam"), (["astrid", "adam"], "Asta")]
)
def test_the_absent_are_passed_over_at_once(session: Session, gone: list[str], told: str) -> None:
    file(session)
    for name in gone:
        away(session, name)
    assert round_at(session, MORNING) == [told]


def test_who_left_or_has_no_address_is_passed_over(session: Session) -> None:
    file(session)
    account(session, "asta").left_on = MONDAY
    account(session, "astrid").email = ""
    session.flush()
    assert round_at(session, MORNING) == ["Adam"]
    account(session, "adam").email = ""
    session.flush()
    assert round_at(session, at("16:00")) == []


def test_when_nobody_was_there_whoever_comes_back_is_told(session: Session) -> None:
    file(session)
    for name in ("asta", "astrid", "adam"):
        away(session, name)
    assert round_at(session, at("16:00")) == []
    assert round_at(session, at("00:00", MONDAY + timedelta(1))) == ["Asta"]


def test_whoever_took_the_report_is_told_before_the_owner(session: Session, town: Town) -> None:
    file(session)
    report = read(session, town)
    take(session, unlock(session, town.astrid), report, now=MORNING)
    session.flush()
    assert [round_at(session, at(clock)) for clock in ("13:00", "14:00", "16:00")] == [["Astrid"], ["Asta"], ["Adam"]]


def test_a_question_without_an_answer_comes_back_on_its_day(session: Session, town: Town) -> None:
    file(session)
    report = read(session, town)
    ask(session, unlock(session, town.asta), report, text="Which floor?", language="sv", now=MORNING)
    session.execute(update(Notice).where(Notice.kind == NoticeKind.PROTECT).values(told=Told.MANAGER))
    session.flush()
    days = [MONDAY + timedelta(ahead) for ahead in range(9)]
    assert [round_at(session, at("08:00", day)) for day in days] == [
        [], [], [], ["Asta"], ["Astrid"], [], [], [], ["Adam"],
    ]  # fmt: skip


def test_a_second_question_waits_anew(session: Session, town: Town) -> None:
    file(session)
    report = read(session, town)
    for day in (MORNING, MORNING + timedelta(4)):
        ask(session, unlock(session, town.asta), report, text="Which floor?", language="sv", now=day)
        session.flush()
        assert "Asta" in round_at(session, day + timedelta(days=3))


def test_a_decision_is_minded_before_its_day(session: Session, town: Town) -> None:
    file(session)
    report = read(session, town)
    report.notices[:] = [notice for notice in report.notices if notice.kind is NoticeKind.DECIDE]
    session.flush()
    assert report.decide_by == MONDAY + timedelta(14)
    told = {ahead: names for ahead in range(20) if (names := round_at(session, at("08:00", MONDAY + timedelta(ahead))))}
    assert told == {9: ["Asta"], 11: ["Astrid"], 14: ["Adam"]}


def test_an_unread_message_keeps_its_day_when_another_comes(session: Session, town: Town) -> None:
    file(session)
    report = read(session, town)
    for ahead in (1, 2):
        more = Words(text=f"More {ahead}", language="sv")
        answer(session, keys=keys_for(), words=more, now=MORNING + timedelta(ahead))
    assert report.look_by == MONDAY + timedelta(1)


def letter_waits(session: Session, name: str, **facts: object) -> None:
    session.add(Letter(account_id=account(session, name).id, not_before=at("13:58"), **facts))  # type: ignore[arg-type]  # each by its name
    session.flush()


@pytest.mark.parametrize(("facts", "told"), [({}, []), ({"tries": 1}, ["Astrid"]), ({"dead": True}, ["Astrid"])])
def test_the_deputy_waits_for_the_owners_letter_unless_it_fails(
    session: Session, facts: dict[str, object], told: list[str]
) -> None:
    file(session)
    for clock in ("10:00", "13:00"):
        round_at(session, at(clock))
    letter_waits(session, "asta", **facts)
    assert round_at(session, at("14:00")) == told


def test_a_letter_that_nobody_sends_does_not_hold_up_for_ever(session: Session) -> None:
    file(session)
    for clock in ("10:00", "13:00"):
        round_at(session, at(clock))
    letter_waits(session, "asta")
    assert round_at(session, at("14:27")) == []
    assert round_at(session, at("14:28")) == ["Astrid"]


def test_an_inbox_that_is_not_live_tells_nobody(session: Session) -> None:
    file(session)
    session.execute(update(Inbox).values(live=False))
    assert round_at(session, at("16:00")) == []


def test_without_duties_nobody_is_told_and_every_day_is_unmanned(session: Session) -> None:
    file(session)
    inbox = session.scalars(select(Inbox)).one()
    for duty in session.scalars(select(Duty).where(Duty.part != Part.MANAGER)):
        session.delete(duty)
    session.flush()
    session.expire_all()
    assert unmanned_days(session, inbox, MONDAY, 2) == [MONDAY, MONDAY + timedelta(1)]
    assert round_at(session, MORNING) == ["Adam"]


def test_a_notice_that_somebody_is_settling_is_left_to_them(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with database.writes() as session:
        file(session)
        session.commit()
    with database.writes() as reading, database.writes() as round_:
        reading.scalars(select(Notice).with_for_update()).all()
        assert round_at(round_, at("16:00")) == []
        reading.rollback()
        assert round_at(round_, at("16:00")) == ["Asta"]
