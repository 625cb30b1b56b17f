"""The rows of reports: one code one report, entries in order, and lists in the order of their deadlines."""

from datetime import date, timedelta

import pytest
from doing import file, keys_for, only_report
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.core.lifecycle import State
from huskurage.store.base import is_random_id, random_id
from huskurage.store.people import account_by_login
from huskurage.store.reports import (
    ContentKey,
    Entry,
    EntryKind,
    Recipient,
    Report,
    count_unlooked,
    report_by_lookup,
    report_readable_by,
    reports_readable_by,
)

TODAY = date(2026, 11, 23)


def asta(session: Session) -> int:
    account = account_by_login(session, "asta")
    assert account is not None
    return account.id


def test_a_report_is_found_by_what_its_code_gives_and_by_nothing_else(session: Session) -> None:
    file(session)
    report = only_report(session)
    assert report_by_lookup(session, keys_for(1).lookup) is report
    assert report_by_lookup(session, keys_for(2).lookup) is None
    assert report_by_lookup(session, b"") is None


def test_two_reports_cannot_have_one_code(session: Session) -> None:
    file(session)
    first = only_report(session)
    session.add(
        Report(
            inbox_id=first.inbox_id, lookup=first.lookup, reporter_key=b"k" * 32, received_on=TODAY, look_by=TODAY,
            state=State.RECEIVED,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()


def test_two_entries_cannot_have_one_place(session: Session) -> None:
    file(session)
    report = only_report(session)
    for _ in range(2):
        report.entries.append(Entry(kind=EntryKind.NOTE, position=2, written_on=TODAY, ciphertext=b"x"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_entries_come_back_in_the_order_they_were_written(session: Session) -> None:
    for number in range(12):
        file(session, f"Version {number}")
    report = only_report(session)
    session.expire_all()
    assert [entry.position for entry in report.entries] == list(range(1, 13))


def test_a_list_is_ordered_by_deadline_then_by_day_received(session: Session) -> None:
    for page in range(1, 5):
        file(session, page=page)
    session.flush()
    reports = session.scalars(select(Report)).all()
    days = [(3, 0), (1, 0), (1, -2), (2, 0)]
    for report, (look, received) in zip(reports, days, strict=True):
        report.look_by, report.received_on = TODAY + timedelta(look), TODAY + timedelta(received)
    session.flush()
    listed = reports_readable_by(session, asta(session), frozenset({State.RECEIVED}))
    assert listed == [reports[2], reports[1], reports[3], reports[0]]


def test_a_list_holds_only_the_states_that_were_asked_for(session: Session) -> None:
    file(session)
    assert reports_readable_by(session, asta(session), frozenset({State.CLOSED})) == []
    assert reports_readable_by(session, asta(session), frozenset()) == []


def test_who_holds_no_opening_reads_nothing(session: Session) -> None:
    file(session)
    report = only_report(session)
    for login in ("bo", "cleo", "adam"):
        account = account_by_login(session, login)
        assert account is not None
        assert report_readable_by(session, account.id, report.id) is None
        assert reports_readable_by(session, account.id, frozenset(State)) == []


@pytest.mark.parametrize(("days", "late"), [(-1, 0), (0, 1), (5, 1)])
def test_a_report_nobody_looked_at_counts_once_its_day_is_over(session: Session, days: int, late: int) -> None:
    file(session)
    report = only_report(session)
    assert report.look_by == TODAY
    for state, counts in ((State.RECEIVED, late), (State.ANSWERED, late), (State.READ, 0), (State.QUARANTINED, 0)):
        report.state = state
        session.flush()
        assert count_unlooked(session, report.inbox_id, TODAY + timedelta(days)) == counts


def test_a_content_key_is_there_for_each_recipient_until_it_is_deleted(session: Session) -> None:
    file(session)
    (entry,) = only_report(session).entries
    assert {key.recipient for key in entry.keys} == set(Recipient)
    for key in session.scalars(select(ContentKey)):
        session.delete(key)
    session.flush()
    session.expire_all()
    assert entry.keys == []


def test_a_concern_at_midnight_is_kept_under_the_swedish_day(session: Session) -> None:
    file(session, now=MORNING.replace(hour=23, minute=30))
    assert only_report(session).received_on == date(2026, 11, 24)


@pytest.mark.parametrize("odd", ["", "x" * 32, "A" * 32, "0" * 31, "0" * 33, "0" * 31 + "\n", "٣" * 32, "\x00" * 32])
def test_what_is_no_number_of_ours_is_known_before_the_database_is_asked(odd: str) -> None:
    assert is_random_id(random_id())
    assert not is_random_id(odd)
