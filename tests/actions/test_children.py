"""Concerns about children go to the children's inbox when there is one; others to their own; never nowhere."""

from typing import Any

import pytest
from doing import file, only_report, open_inbox, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import Town

from huskurage.actions.errors import NotFound
from huskurage.actions.triage import listed, report_for, reports_awaiting
from huskurage.core.concern import About, Answer
from huskurage.core.lifecycle import State
from huskurage.store.inboxes import Inbox, Receives
from huskurage.store.reports import Report

ABOUT_CHILDREN: list[dict[str, Any]] = [
    {"about": About.CHILD}, {"children": Answer.YES}, {"children": Answer.UNKNOWN},
    {"about": About.CHILD, "children": Answer.NO},
]  # fmt: skip
ABOUT_ADULTS: list[dict[str, Any]] = [{}, {"children": Answer.NO}, {"about": About.NEIGHBOUR}, {"about": About.MYSELF}]


@pytest.mark.parametrize("said", ABOUT_CHILDREN)
def test_children_go_to_the_childrens_inbox(session: Session, said: dict[str, Any]) -> None:
    children = open_inbox(session, Receives.CHILDREN)
    file(session, **said)
    assert only_report(session).inbox_id == children.id


@pytest.mark.parametrize("said", ABOUT_ADULTS)
def test_others_do_not(session: Session, said: dict[str, Any]) -> None:
    children = open_inbox(session, Receives.CHILDREN)
    file(session, **said)
    assert only_report(session).inbox_id != children.id


@pytest.mark.parametrize("said", [*ABOUT_CHILDREN, *ABOUT_ADULTS])
def test_one_inbox_for_all_takes_everything(session: Session, said: dict[str, Any]) -> None:
    file(session, **said)
    assert only_report(session).inbox.receives is Receives.ALL


def test_a_childrens_inbox_that_is_not_live_takes_nothing(session: Session) -> None:
    open_inbox(session, Receives.CHILDREN).live = False
    session.flush()
    file(session, about=About.CHILD)
    assert only_report(session).inbox.receives is Receives.ALL


def test_with_adults_inbox_alone_a_child_is_not_turned_away(session: Session) -> None:
    for inbox in session.scalars(select(Inbox)):
        inbox.receives = Receives.ADULTS
    session.flush()
    file(session, about=About.CHILD)
    assert only_report(session).inbox.receives is Receives.ADULTS


def test_asta_without_the_childrens_opening_sees_nothing_of_it(session: Session, town: Town) -> None:
    open_inbox(session, Receives.CHILDREN)
    file(session, about=About.CHILD)
    report, asta, astrid = only_report(session), unlock(session, town.asta), unlock(session, town.astrid)
    assert reports_awaiting(session, asta, frozenset(State)) == []
    with pytest.raises(NotFound):
        report_for(session, asta, report.id)
    assert listed(astrid, report_for(session, astrid, report.id)).concern is not None


def test_the_childrens_inbox_shows_astrid_both(session: Session, town: Town) -> None:
    open_inbox(session, Receives.CHILDREN)
    file(session, about=About.CHILD, page=1)
    file(session, page=2)
    session.flush()
    assert len(reports_awaiting(session, unlock(session, town.astrid), frozenset(State))) == 2


def test_the_deadline_tells_no_more_than_the_inbox(session: Session) -> None:
    file(session, about=About.CHILD, page=1)
    file(session, children=Answer.NO, page=2)
    session.flush()
    assert len({(report.look_by, report.received_on) for report in session.scalars(select(Report))}) == 1
