"""A redacted copy: what Asta covered is not in it, what she changed is refused, and making it is logged."""

import json

import pytest
from doing import file, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.disclosure import chosen_from, redacted_copy
from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.documents import Fact
from huskurage.core.redaction import TextChanged
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.reports import Report


@pytest.fixture
def asta(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.asta)


@pytest.fixture
def report(session: Session) -> Report:
    file(session, "Anna on the third floor screams", floor="third", poster_house="Kyrkogatan 4 A")
    return only_report(session)


def test_a_copy_holds_bars_and_what_was_not_covered(session: Session, asta: Unlocked, report: Report) -> None:
    marked = {report.entries[0].id: "⟦Anna on the third floor⟧ screams"}
    copy = redacted_copy(session, asta, report, marked=marked, shown=frozenset({Fact.CHILDREN}), now=MORNING)
    document = json.loads(copy)
    assert [one["text"] for one in document["entries"]] == [[None, " screams"]]
    assert [word for word in ("Anna", "third", "Kyrkogatan") if word in copy.decode()] == []
    assert document["facts"]["children"] == ""


def test_making_a_copy_is_logged_and_a_refused_one_is_not(session: Session, asta: Unlocked, report: Report) -> None:
    entry = report.entries[0].id
    with pytest.raises(TextChanged):
        redacted_copy(session, asta, report, marked={entry: "She sang"}, shown=frozenset(), now=MORNING)
    assert session.scalars(select(AuditEvent).where(AuditEvent.act == Act.COPY_REDACTED)).all() == []
    marked = {entry: "Anna on the third floor screams"}
    redacted_copy(session, asta, report, marked=marked, shown=frozenset(), now=MORNING)
    assert len(session.scalars(select(AuditEvent).where(AuditEvent.act == Act.COPY_REDACTED)).all()) == 1


def test_an_entry_of_another_report_is_not_copied(asta: Unlocked, report: Report) -> None:
    with pytest.raises(NotFound):
        chosen_from(asta, report, [report.entries[0].id, "0" * 32])
