"""Who is on duty: parts, hours, absences, and that no live inbox is left without anyone unless it says whom to call."""

import threading
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from town import MORNING, OFFICE

from huskurage.actions.clocks import clocks
from huskurage.actions.duty import (
    Plan,
    absence_for,
    add_absence,
    eligible,
    end_absence,
    inbox_to_set_up,
    keep_inbox,
    unmanned_days,
)
from huskurage.actions.errors import NobodyOnDuty, NotEligible, NotFound
from huskurage.core.deadlines import USUAL_RULES, DeadlineRules
from huskurage.core.hours import WEEKDAYS, Band, Hours
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox, Opening, Part
from huskurage.store.people import Absence, Account, account_by_login
from huskurage.store.places import Municipality

MONDAY = MORNING.date()
CALL = "Ring socialjouren, 08-465 004 10."


def person(session: Session, name: str) -> Account:
    found = account_by_login(session, name)
    assert found is not None
    return found


def only_inbox(session: Session) -> Inbox:
    return session.scalars(select(Inbox)).one()


def plan(session: Session, away_text: str = "", **parts: str) -> Plan:
    people = {Part(part): person(session, name).id for part, name in parts.items()}
    return Plan(OFFICE, USUAL_RULES, people, away_text)


def keep(session: Session, wanted: Plan) -> None:
    keep_inbox(session, inbox=only_inbox(session), plan=wanted, by=person(session, "adam"), now=MORNING)


def away(session: Session, name: str, first: date, last: date) -> Absence:
    one = person(session, name)
    return add_absence(session, account=one, first=first, last=last, by=one, now=MORNING)


def acts(session: Session) -> list[Act]:
    session.flush()
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.position)))


def test_hours_rules_people_and_away_text_are_kept_together_and_logged(session: Session) -> None:
    rules, hours = DeadlineRules(late_from=time(12)), Hours((Band(WEEKDAYS, time(9), time(15)),))
    keep(session, replace(plan(session, CALL, owner="astrid", deputy="asta"), rules=rules, hours=hours))
    inbox = only_inbox(session)
    assert {duty.part: duty.account.name for duty in inbox.duties} == {Part.OWNER: "Astrid", Part.DEPUTY: "Asta"}
    assert (inbox.rules, inbox.away_text) == ({"late_from": "12:00"}, CALL)
    assert acts(session)[-2:] == [Act.DUTY_CHANGED, Act.INBOX_CHANGED]
    assert clocks(inbox, MORNING + timedelta(hours=2)).protect_by == MONDAY + timedelta(1)  # noon is late there


def test_saving_what_is_there_already_logs_nothing(session: Session) -> None:
    before = len(acts(session))
    keep(session, plan(session, owner="asta", deputy="astrid", manager="adam"))
    assert len(acts(session)) == before


@pytest.mark.parametrize("parts", [{"owner": "adam"}, {"deputy": "bo"}, {"owner": "asta", "manager": "cleo"}])
def test_owner_and_deputy_read_and_a_manager_is_of_the_municipality(session: Session, parts: dict[str, str]) -> None:
    with pytest.raises(NotEligible):
        keep(session, plan(session, CALL, **parts))


def test_nobody_has_two_parts(session: Session) -> None:
    with pytest.raises(NotEligible):
        keep(session, plan(session, CALL, owner="asta", deputy="asta"))


def test_whoever_cannot_open_the_inbox_is_neither_owner_nor_deputy(session: Session) -> None:
    astrid = person(session, "astrid")
    session.execute(delete(Opening).where(Opening.account_id == astrid.id))
    session.expire_all()
    inbox = only_inbox(session)
    assert [one.name for one in eligible(session, inbox, Part.OWNER)] == ["Asta"]
    assert {one.name for one in eligible(session, inbox, Part.MANAGER)} == {"Adam", "Asta", "Astrid"}


def test_nobody_for_tonight_is_refused_unless_a_number_is_named(session: Session) -> None:
    for text in ("", "Ring kommunen", "Stängt till 2026-12-28", "Ring 112"):
        with pytest.raises(NobodyOnDuty) as refused:
            keep(session, plan(session, text, manager="adam"))
        assert (refused.value.inbox, refused.value.days) == ("Lindbacka", [MONDAY])
    keep(session, plan(session, CALL, manager="adam"))


def test_an_inbox_that_is_not_live_may_be_without_anyone(session: Session) -> None:
    only_inbox(session).live = False
    keep(session, plan(session))


def test_the_last_one_there_cannot_be_away_unless_a_number_is_named(session: Session) -> None:
    away(session, "asta", MONDAY, MONDAY + timedelta(9))
    with pytest.raises(NobodyOnDuty) as refused:
        away(session, "astrid", MONDAY + timedelta(8), MONDAY + timedelta(20))
    assert refused.value.days == [MONDAY + timedelta(8), MONDAY + timedelta(9)]
    only_inbox(session).away_text = CALL
    away(session, "astrid", MONDAY + timedelta(8), MONDAY + timedelta(20))
    assert unmanned_days(session, only_inbox(session), MONDAY, 60) == refused.value.days


def test_a_manager_may_be_away_whenever(session: Session) -> None:
    away(session, "asta", MONDAY, MONDAY + timedelta(9))
    assert away(session, "adam", MONDAY, MONDAY + timedelta(9)).id
    assert acts(session)[-1] is Act.ABSENCE_CHANGED


def test_the_text_cannot_lose_its_number_while_both_are_away(session: Session) -> None:
    only_inbox(session).away_text = CALL
    for name in ("asta", "astrid"):
        away(session, name, MONDAY + timedelta(30), MONDAY + timedelta(40))
    with pytest.raises(NobodyOnDuty):
        keep(session, plan(session, owner="asta", deputy="astrid", manager="adam"))


@pytest.mark.parametrize(("first", "last"), [(1, 0), (-9, -1), (0, 400)])
def test_an_absence_is_a_stretch_of_days_from_today_on(session: Session, first: int, last: int) -> None:
    with pytest.raises(NotEligible):
        away(session, "asta", MONDAY + timedelta(first), MONDAY + timedelta(last))


def test_an_absence_that_is_taken_back_is_gone(session: Session) -> None:
    absence = away(session, "asta", MONDAY, MONDAY)
    end_absence(session, absence=absence, by=person(session, "astrid"), now=MORNING)
    away(session, "astrid", MONDAY, MONDAY)


def test_who_has_left_is_not_on_duty(session: Session) -> None:
    away(session, "asta", MONDAY + timedelta(3), MONDAY + timedelta(3))
    person(session, "astrid").left_on = MONDAY
    session.flush()
    assert unmanned_days(session, only_inbox(session), MONDAY, 10) == [MONDAY + timedelta(3)]


def test_another_municipality_finds_neither_inbox_nor_absence(session: Session) -> None:
    other = Municipality(slug="grannby", name="Grannby", exit_address="", mandated_form="")
    session.add(other)
    session.flush()
    absence = away(session, "asta", MONDAY, MONDAY)
    stranger = person(session, "adam")
    stranger.municipality_id = other.id
    for find in (
        lambda: inbox_to_set_up(session, stranger, only_inbox(session).id),
        lambda: absence_for(session, stranger, absence.id),
        lambda: absence_for(session, stranger, 999),
    ):
        with pytest.raises(NotFound):
            find()


@pytest.fixture
def refused(database: Database) -> list[str]:
    """Both want to be away on the same day, at the same moment."""
    found: list[str] = []
    start = threading.Barrier(2)

    def leave(name: str) -> None:
        start.wait(30)
        try:
            with database.writes() as session:
                away(session, name, MONDAY, MONDAY)
                session.commit()
        except NobodyOnDuty:
            found.append(name)

    threads = [threading.Thread(target=leave, args=(name,)) for name in ("asta", "astrid")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return found


def test_two_who_want_to_be_away_at_once_do_not_both_get_it(refused: list[str]) -> None:
    assert len(refused) == 1
