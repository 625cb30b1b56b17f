"""What lies in the database of a report: sealed where it lies, in buckets, without a clear word, and forgettable."""

from datetime import date

import pytest
from doing import file, keys_for, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.entries import open_entry
from huskurage.actions.keys import inbox_ring
from huskurage.actions.reporting import Outcome, answer, visit
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import Listed, ask, listed, note, reports_awaiting
from huskurage.core.concern import Words
from huskurage.core.lifecycle import CloseReason, State
from huskurage.core.sealing import BUCKETS, NONCE_SIZE, TAG_SIZE, Unsealable
from huskurage.store.reports import ContentKey, Entry, EntryKind, Recipient, Report

CANARY = "Kanariefågeln sjunger i trapphuset"


def test_a_ciphertext_moved_to_another_entry_does_not_open(session: Session) -> None:
    file(session, "One")
    file(session, "Two")
    one, two = only_report(session).entries
    two.ciphertext = one.ciphertext
    for key, other in zip(two.keys, one.keys, strict=True):
        key.sealed = other.sealed
    assert open_entry(one, Recipient.REPORTER, keys_for().pair)
    with pytest.raises(Unsealable):
        open_entry(two, Recipient.REPORTER, keys_for().pair)


def test_a_ciphertext_moved_to_another_report_does_not_open(session: Session, town: Town) -> None:
    file(session, "One", page=1)
    file(session, "Two", page=2)
    session.flush()
    asta, (one, two) = unlock(session, town.asta), session.scalars(select(Report)).all()
    two.entries[0].ciphertext = one.entries[0].ciphertext
    two.entries[0].keys[0].sealed = one.entries[0].keys[0].sealed
    assert listed(asta, two).shut
    with pytest.raises(Unsealable):
        open_entry(two.entries[0], Recipient.INBOX, inbox_ring(two.inbox, asta.account, asta.pair))


@pytest.mark.parametrize("length", [1, 100, 1000, 4000])
def test_a_size_tells_no_more_than_its_bucket(session: Session, length: int) -> None:
    file(session, "å" * length)
    size = len(only_report(session).entries[0].ciphertext)
    assert size - NONCE_SIZE - TAG_SIZE in BUCKETS


def test_two_texts_of_nearly_the_same_length_lie_equally_large(session: Session) -> None:
    file(session, "Help", page=1)
    file(session, "Help" * 20, page=2)
    session.flush()
    assert len({len(entry.ciphertext) for entry in session.scalars(select(Entry))}) == 1


def test_a_report_has_no_column_for_clear_words_or_a_clock_time(session: Session) -> None:
    file(session, CANARY, typed_house=CANARY, floor=CANARY, poster_house=CANARY)
    report = only_report(session)
    row = session.execute(select(Report.__table__)).one()
    entry = session.execute(select(Entry.__table__)).one()
    assert "Kanarie" not in repr((row, entry))
    assert CANARY.encode() not in report.entries[0].ciphertext
    kinds = {column.type.python_type for table in (Report, Entry) for column in table.__table__.columns}
    assert kinds <= {str, bytes, int, bool, date, State, CloseReason, EntryKind}
    assert all(len(str(day)) == len("2026-11-23") for day in (report.received_on, report.look_by))


def test_a_report_of_which_only_the_row_is_known_does_not_tell_the_order_of_arrival(session: Session) -> None:
    ids = []
    for page in range(1, 13):
        file(session, page=page)
        session.flush()
        ids.append(session.scalars(select(Report.id).where(Report.lookup == keys_for(page).lookup)).one())
    assert ids != sorted(ids)
    assert all(len(one) == 32 for one in ids)


def test_a_note_has_a_key_for_the_inbox_and_none_for_the_reporter(session: Session, town: Town) -> None:
    file(session)
    asta, report = unlock(session, town.asta), only_report(session)
    note(session, asta, report, text="Called the school", now=MORNING)
    written = report.entries[-1]
    assert written.kind is EntryKind.NOTE
    assert [key.recipient for key in written.keys] == [Recipient.INBOX]
    assert open_entry(written, Recipient.REPORTER, keys_for().pair) is None


def test_everything_but_a_note_opens_for_the_reporter(session: Session, town: Town) -> None:
    file(session)
    asta, report = unlock(session, town.asta), only_report(session)
    read_thread(session, asta, report, now=MORNING)
    ask(session, asta, report, text="Which floor?", language="en", now=MORNING)
    answer(session, keys=keys_for(), words=Words("Second", "en"), now=MORNING)
    assert all(open_entry(entry, Recipient.REPORTER, keys_for().pair) for entry in report.entries)


def test_deleting_the_content_keys_forgets_an_entry_for_everybody(session: Session, town: Town) -> None:
    file(session)
    asta, report = unlock(session, town.asta), only_report(session)
    for key in session.scalars(select(ContentKey)):
        session.delete(key)
    session.flush()
    session.expire_all()
    assert listed(asta, report) == Listed(report, None, shut=False)
    assert list(read_thread(session, asta, report, now=MORNING)) == []
    assert visit(session, keys=keys_for()).questions == ()
    assert [one.concern for one in reports_awaiting(session, asta, frozenset(State))] == [None]


def test_a_neighbour_can_still_write_to_a_report_whose_words_were_forgotten(session: Session) -> None:
    file(session)
    only_report(session)
    for key in session.scalars(select(ContentKey)):
        session.delete(key)
    session.flush()
    session.expire_all()
    assert answer(session, keys=keys_for(), words=Words("It goes on", "en"), now=MORNING) is Outcome.ADDED
