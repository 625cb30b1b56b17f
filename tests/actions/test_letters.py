"""Telling people: one letter at a time, never at once, never to somebody who need not act, and until it worked."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest
from doing import file, only_report
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.actions.delivery import Delivery, deliver_letters
from huskurage.actions.errors import NotFound
from huskurage.actions.letters import (
    MailState,
    dismiss,
    is_failing,
    mail_state,
    order_letter,
    something_waits,
    try_again,
)
from huskurage.actions.notices import settle
from huskurage.core.letters import Letterhead, LetterProblem, Message, NotDelivered
from huskurage.store.engine import Database
from huskurage.store.outbox import Letter, upkeep, upkeep_to_change
from huskurage.store.people import Account, account_by_login
from huskurage.store.reports import Told
from huskurage.web.database import transaction

HEAD = Letterhead("post@huskurage.example", "huskurage.example", "https://huskurage.example/staff/")
SOON = MORNING + timedelta(minutes=13)


@dataclass
class Fickle:
    """A post that works, until a test says how it fails; and for whom."""

    head: Letterhead = HEAD
    sent: list[str] = field(default_factory=list)
    failure: NotDelivered | None = None
    only_to: str = ""
    greeted: int = 0

    def send(self, message: Message) -> None:
        if self.failure and self.only_to in message.recipient:
            raise self.failure
        self.sent.append(message.recipient.partition("@")[0])

    def greet(self) -> None:
        self.greeted += 1
        if self.failure and not self.only_to:
            raise self.failure


@pytest.fixture
def post() -> Fickle:
    return Fickle()


@pytest.fixture
def told(database: Database) -> Callable[[], AbstractContextManager[Session]]:
    return partial(transaction, database)


@pytest.fixture
def deliver(told: Callable[[], AbstractContextManager[Session]], post: Fickle) -> Callable[..., Delivery]:
    """Deliver at so many minutes after the morning; somebody waits for everything, and jitter is none."""

    def run(minutes: float, awaited: Callable[[Session, Account], bool] = lambda *_: True) -> Delivery:
        now = MORNING + timedelta(minutes=minutes)
        return deliver_letters(told, now=now, post=post, awaited=awaited, draw=lambda _: 0)

    return run


def person(session: Session, name: str) -> Account:
    found = account_by_login(session, name)
    assert found is not None
    return found


def order(database: Database, *names: str, minutes: float = 0) -> list[bool]:
    with transaction(database) as session:
        now = MORNING + timedelta(minutes=minutes)
        return [order_letter(session, person(session, name), now=now, draw=lambda _: 0) for name in names]


def letters(database: Database) -> list[Letter]:
    with database.reads() as session:
        return list(session.scalars(select(Letter)))


def test_a_letter_leaves_after_three_to_twelve_minutes(session: Session) -> None:
    for drawn in (0, 540):
        account = person(session, ("asta", "astrid")[drawn > 0])
        assert order_letter(session, account, now=MORNING, draw=lambda most, one=drawn: min(one, most - 1))
    waits = sorted(one.not_before - MORNING for one in session.scalars(select(Letter)))
    assert waits == [timedelta(minutes=3), timedelta(minutes=12)]


def test_the_draw_is_even_over_every_second(session: Session) -> None:
    asked: list[int] = []
    order_letter(session, person(session, "asta"), now=MORNING, draw=lambda most: asked.append(most) or 0)
    assert asked == [541]


def test_many_reasons_make_one_letter(database: Database, post: Fickle, deliver: Callable[..., Delivery]) -> None:
    assert order(database, "asta", "asta") + order(database, "asta", minutes=2) == [True] * 3
    assert deliver(2.9) == Delivery()
    assert deliver(3) == Delivery(delivered=1)
    assert post.sent == ["asta"]
    assert letters(database) == []


def test_the_next_letter_is_twenty_minutes_after_the_last(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    order(database, "asta")
    deliver(5)
    order(database, "asta", minutes=6)
    assert deliver(24.9).delivered == 0
    assert deliver(25).delivered == 1
    assert post.sent == ["asta", "asta"]


@pytest.mark.parametrize("change", [{"left_on": MORNING.date()}, {"email": ""}])
def test_who_cannot_be_written_to_gets_no_letter_and_that_is_said(
    database: Database, post: Fickle, deliver: Callable[..., Delivery], change: dict[str, object]
) -> None:
    order(database, "asta")
    with transaction(database) as session:
        asta = person(session, "asta")
        for name, value in change.items():
            setattr(asta, name, value)
    assert order(database, "asta", "astrid") == [False, True]
    assert deliver(13) == Delivery(delivered=1, dropped=1)
    assert post.sent == ["astrid"]


def test_who_need_not_act_any_more_gets_no_letter(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    order(database, "asta", "astrid")
    done = deliver(13, awaited=lambda _, account: account.name == "Astrid")
    assert (done, post.sent) == (Delivery(delivered=1, dropped=1), ["astrid"])
    assert letters(database) == []


def test_something_waits_for_whoever_was_told_of_it(session: Session) -> None:
    file(session)
    assert not something_waits(session, person(session, "asta"))
    only_report(session).notices[0].tell(Told.OWNER, person(session, "asta").id)
    session.flush()
    assert {name: something_waits(session, person(session, name)) for name in ("asta", "astrid", "adam")} == {
        "asta": True, "astrid": False, "adam": False,
    }  # fmt: skip
    settle(only_report(session))
    session.flush()
    assert not something_waits(session, person(session, "asta"))


def test_what_is_not_taken_is_tried_again_later_and_later(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    post.failure = NotDelivered(LetterProblem.OTHER)
    order(database, "asta")
    waits, at = [], 3.0
    for _ in range(10):
        assert deliver(at).failed == 1
        (letter,) = letters(database)
        waits.append((letter.not_before - MORNING) / timedelta(minutes=1) - at)
        at += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]
    assert (letter.tries, letter.problem, letter.dead) == (10, LetterProblem.OTHER, False)


def test_after_a_day_in_vain_it_is_given_up_and_stays_visible(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    post.failure = NotDelivered(LetterProblem.NO_CONNECTION)
    order(database, "asta")
    deliver(3)
    assert deliver(3 + 24 * 60 - 1).failed == 1
    assert not letters(database)[0].dead
    deliver(3 + 26 * 60)
    assert letters(database)[0].dead
    assert deliver(3 + 99 * 60) == Delivery()


def test_when_the_post_works_again_everything_goes_out_once(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    post.failure = NotDelivered(LetterProblem.SIGN_IN_REFUSED)
    order(database, "asta", "astrid")
    for hours in range(1, 80):
        deliver(hours * 60)
    assert [one.dead for one in letters(database)] == [True, True]
    post.failure = None
    deliver(81 * 60)
    assert post.sent == []
    deliver(81 * 60 + 13)
    assert sorted(post.sent) == ["asta", "astrid"]
    assert letters(database) == []


def test_a_failing_post_is_asked_once_a_run_and_not_once_a_letter(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    post.failure = NotDelivered(LetterProblem.NO_CONNECTION)
    order(database, "asta", "astrid", "adam")
    assert deliver(13) == Delivery(failed=1)
    assert post.greeted == 0


def test_an_address_that_is_refused_for_good_holds_up_nobody_else(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    post.failure, post.only_to = NotDelivered(LetterProblem.RECIPIENT_REFUSED, for_good=True), "asta"
    order(database, "asta", "astrid")
    assert deliver(13) == Delivery(delivered=1, failed=1)
    assert post.sent == ["astrid"]
    assert [one.dead for one in letters(database)] == [True]
    assert order(database, "asta", minutes=60) == [False], "so that somebody else is told"


def test_an_impossible_address_is_refused_without_the_post(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    with transaction(database) as session:
        person(session, "asta").email = "asta@lindbacka.example\r\nBcc: x@y.example"
    order(database, "asta")
    assert deliver(13).failed == 1
    assert (letters(database)[0].dead, post.sent) == (True, [])


def test_a_letter_whose_carrier_died_is_carried_by_another(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    order(database, "asta")
    with transaction(database) as session:
        session.scalars(select(Letter)).one().claimed_at = MORNING + timedelta(minutes=4)
    assert deliver(13).delivered == 0
    assert deliver(14.1).delivered == 1
    assert post.sent == ["asta"]


def state(database: Database, minutes: float) -> MailState:
    with database.reads() as session:
        return mail_state(session, now=MORNING + timedelta(minutes=minutes), set_up=True)


def jobs_ran(database: Database, minutes: float) -> None:
    with transaction(database) as session:
        upkeep_to_change(session).checked_at = MORNING + timedelta(minutes=minutes)


def test_a_post_that_fails_for_fifteen_minutes_shows_even_when_no_letter_waits(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    jobs_ran(database, 30)
    deliver(0)
    assert state(database, 1) is MailState.OK
    post.failure = NotDelivered(LetterProblem.NO_CONNECTION)
    for minute in range(1, 30):
        deliver(minute)
    assert post.greeted == 6, "not more often than every five minutes"
    assert (state(database, 19), state(database, 21)) == (MailState.OK, MailState.FAILING)
    post.failure = None
    deliver(31)
    assert state(database, 31) is MailState.OK


def test_jobs_that_do_not_run_show(database: Database) -> None:
    assert state(database, 0) is MailState.SILENT
    jobs_ran(database, 0)
    assert (state(database, 15), state(database, 16)) == (MailState.OK, MailState.SILENT)
    with database.reads() as session:
        assert mail_state(session, now=MORNING, set_up=False) is MailState.NOT_SET_UP


def test_a_letter_given_up_shows_until_somebody_has_done_something(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    jobs_ran(database, 13)
    post.failure, post.only_to = NotDelivered(LetterProblem.RECIPIENT_REFUSED, for_good=True), "asta"
    order(database, "asta")
    deliver(13)
    assert state(database, 14) is MailState.FAILING
    with transaction(database) as session:
        letter = session.scalars(select(Letter)).one()
        with pytest.raises(NotFound):
            dismiss(session, letter.account.municipality_id + 1, letter.id)
        dismiss(session, letter.account.municipality_id, letter.id)
    assert state(database, 14) is MailState.OK
    assert order(database, "asta", minutes=15) == [True]


def test_a_letter_given_up_is_tried_again_at_once_when_somebody_asks(
    database: Database, post: Fickle, deliver: Callable[..., Delivery]
) -> None:
    post.failure = NotDelivered(LetterProblem.RECIPIENT_REFUSED, for_good=True)
    order(database, "asta")
    deliver(13)
    post.failure = None
    with transaction(database) as session:
        letter = session.scalars(select(Letter)).one()
        try_again(session, letter.account.municipality_id, letter.id, now=SOON)
        try_again(session, letter.account.municipality_id, letter.id, now=SOON)
    assert deliver(14).delivered == 1
    with database.reads() as session:
        assert upkeep(session).failing_since is None
        assert not is_failing(session, now=SOON)


@pytest.mark.parametrize("odd", ["", "x", "0" * 32, "\0" * 32, "A" * 5000])
def test_a_letter_that_does_not_exist_is_not_found(session: Session, odd: str) -> None:
    for verb in (partial(try_again, now=MORNING), dismiss):
        with pytest.raises(NotFound):
            verb(session, 1, odd)
