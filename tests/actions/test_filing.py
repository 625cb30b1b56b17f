"""A neighbour sends the form: once, again, and with other words."""

import pytest
from doing import dump, file, keys_for, only_report
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.actions.entries import open_entry
from huskurage.actions.errors import CodeOpensNothing, NoInboxIsLive
from huskurage.actions.reporting import Outcome, withdraw
from huskurage.core.concern import About, Answer, read_content
from huskurage.core.lifecycle import State
from huskurage.store.inboxes import Inbox
from huskurage.store.reports import EntryKind, Recipient, Report


def test_a_first_send_is_filed_and_a_repeated_one_is_the_same_report(session: Session) -> None:
    assert file(session) is Outcome.FILED
    before = dump(session)
    assert file(session) is Outcome.REPEATED
    assert dump(session) == before


def test_changed_words_from_the_same_page_are_an_addition_and_nothing_is_dropped(session: Session) -> None:
    file(session, "Screams at night")
    assert file(session, "Screams at night and a crash") is Outcome.ADDED
    report, pair = only_report(session), keys_for().pair
    said = [(entry.kind, open_entry(entry, Recipient.REPORTER, pair) or b"") for entry in report.entries]
    assert [kind for kind, _ in said] == [EntryKind.CONCERN, EntryKind.ADDITION]
    assert [read_content(content).text for _, content in said] == ["Screams at night", "Screams at night and a crash"]


def test_a_changed_choice_alone_is_an_addition_too(session: Session) -> None:
    file(session, children=Answer.NO)
    assert file(session, children=Answer.YES) is Outcome.ADDED


def test_going_back_to_the_first_words_adds_nothing(session: Session) -> None:
    file(session, "First")
    file(session, "Second")
    assert file(session, "First") is Outcome.REPEATED
    assert len(only_report(session).entries) == 2


def test_another_language_between_two_sends_is_not_an_addition(session: Session) -> None:
    file(session, language="sv")
    assert file(session, language="ar") is Outcome.REPEATED
    assert len(only_report(session).entries) == 1


def test_two_pages_with_the_same_words_are_two_reports(session: Session) -> None:
    assert file(session, page=1) is file(session, page=2) is Outcome.FILED
    assert len(session.scalars(select(Report)).all()) == 2


def test_what_looks_like_spam_is_kept_in_quarantine_and_stays_there_when_added_to(session: Session) -> None:
    file(session, quarantined=True)
    file(session, "More")
    assert only_report(session).state is State.QUARANTINED


def test_without_a_live_inbox_nothing_is_kept(session: Session) -> None:
    for inbox in session.scalars(select(Inbox)):
        inbox.live = False
    session.flush()
    with pytest.raises(NoInboxIsLive):
        file(session, about=About.NEIGHBOUR)
    assert session.scalars(select(Report)).all() == []


def test_a_page_whose_concern_was_taken_back_takes_no_more_words(session: Session) -> None:
    file(session)
    withdraw(session, keys=keys_for(), now=MORNING)
    before = dump(session)
    with pytest.raises(CodeOpensNothing):
        file(session, "Words that nobody would read")
    with pytest.raises(CodeOpensNothing):
        file(session)
    assert dump(session) == before
