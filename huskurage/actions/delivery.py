"""Delivering letters: each goes out once, whoever delivers; what is not taken is tried again, later and later."""

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy.orm import Session

from huskurage.actions.letters import Draw, departure, revive, something_waits
from huskurage.core.letters import LetterProblem, Message, NotDelivered, write_letter
from huskurage.mail import Post
from huskurage.store.outbox import Letter, letter_due, letters_in_trouble, letters_to, upkeep_to_change
from huskurage.store.people import Account

LOST = timedelta(minutes=10)  # whoever took a letter and has not said anything since is gone
LONGEST_RUN = 240.0  # seconds; so that a letter taken at the end of a run is not yet lost
FIRST_WAIT, LONGEST_WAIT = 60, 7200  # seconds between two tries; doubled each time
GIVE_UP = timedelta(hours=24)
GREET_EVERY = timedelta(minutes=5)  # a broken mail server shows before a letter needs it
OTHERS = frozenset(LetterProblem) - {LetterProblem.RECIPIENT_REFUSED}  # problems of the post, not of an address
SEEN_BY_GREETING = OTHERS - {LetterProblem.OTHER}

Transaction = Callable[[], AbstractContextManager[Session]]
Awaited = Callable[[Session, Account], bool]
Taken = tuple[str, Message | NotDelivered]


@dataclass
class Delivery:
    """What one run did: letters delivered, dropped because nothing waited any more, and failed."""

    delivered: int = 0
    dropped: int = 0
    failed: int = 0


def deliver_letters(
    transaction: Transaction,
    *,
    now: datetime,
    post: Post,
    awaited: Awaited = something_waits,
    draw: Draw = secrets.randbelow,
) -> Delivery:
    """Deliver what is due, each letter in transactions of its own; never raises for a letter that is not taken.

    A letter is taken in one transaction, sent in none, and settled in another: several hosts may run this at once, and
    each letter goes out once. A host that dies in between may cause a second one. Who need not act any more (`awaited`)
    gets none. After a failure that is not the recipient's the run ends: the next letter would fail as well.
    """
    done, begun = Delivery(), monotonic()
    while monotonic() - begun < LONGEST_RUN:
        with transaction() as session:
            taken = _take(session, now, post, awaited, done)
        if taken is None:
            break
        problem = _try(post, taken[1])
        with transaction() as session:
            _settle(session, taken[0], problem, now=now, draw=draw)
        done.delivered += problem is None
        done.failed += problem is not None
        if problem is not None and problem.problem in OTHERS:
            break
    _greet(transaction, now=now, post=post, draw=draw)
    return done


def _take(session: Session, now: datetime, post: Post, awaited: Awaited, done: Delivery) -> Taken | None:
    """The next letter that is due, kept from others: its id, and what to send; None when there is none."""
    while (letter := letter_due(session, now, now - LOST)) is not None:
        account = letter.account
        if account.left_on is None and account.email and awaited(session, account):
            letter.claimed_at = now
            try:
                return letter.id, write_letter(post.head, account.email, now=now)
            except NotDelivered as error:
                return letter.id, error
        session.delete(letter)
        session.flush()
        done.dropped += 1
    return None


def _try(post: Post, message: Message | NotDelivered) -> NotDelivered | None:
    """Send it; what went wrong, if something did."""
    if isinstance(message, NotDelivered):
        return message
    try:
        post.send(message)
    except NotDelivered as error:
        return error
    return None


def _settle(session: Session, letter_id: str, problem: NotDelivered | None, *, now: datetime, draw: Draw) -> None:
    """Write down what became of a letter that was taken. Meanwhile it may be gone: then it was delivered by others."""
    upkeep_to_change(session)  # always before a letter, so that nobody waits for each other
    letter = session.get(Letter, letter_id, with_for_update=True)
    if problem is not None:
        failed(session, now=now)
    if letter is None:
        return
    if problem is None:
        reached(session, letter.account, now=now, draw=draw)
        return
    letter.tries, letter.problem, letter.claimed_at = letter.tries + 1, problem.problem, None
    letter.failing_since = letter.failing_since or now
    letter.dead = problem.for_good or letter.failing_since + GIVE_UP <= now
    letter.not_before = now + _wait(letter.tries, draw)


def _wait(tries: int, draw: Draw) -> timedelta:
    """How long until the next try: 1, 2, 4 ... minutes, at most 2 hours, and up to a quarter more."""
    seconds = min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
    return timedelta(seconds=seconds + draw(seconds // 4 + 1))


def reached(session: Session, account: Account, *, now: datetime, draw: Draw = secrets.randbelow) -> None:
    """A letter to this person was taken: it said all that their others would say. The post works, so others may go."""
    row = upkeep_to_change(session)
    for one in letters_to(session, account.id):
        session.delete(one)
    account.written_at = row.delivered_at = row.asked_at = now
    row.failing_since = None
    session.flush()
    _hasten(session, OTHERS, now, draw)


def failed(session: Session, *, now: datetime) -> None:
    """The post did not take a letter, or did not answer."""
    row = upkeep_to_change(session)
    row.failing_since, row.asked_at = row.failing_since or now, now


def _hasten(session: Session, problems: frozenset[LetterProblem], now: datetime, draw: Draw) -> None:
    """What hindered these letters is gone: those given up live again, those that wait wait no longer than a new one."""
    for letter in letters_in_trouble(session):
        if letter.problem in problems and letter.claimed_at is None:
            soon = departure(letter.account, now, draw)
            if letter.dead:
                revive(letter, not_before=soon)
            letter.not_before = min(letter.not_before, soon)


def _greet(transaction: Transaction, *, now: datetime, post: Post, draw: Draw) -> None:
    """Ask the post whether it is there, unless it was asked a moment ago."""
    with transaction() as session:
        row = upkeep_to_change(session)
        if row.asked_at is not None and row.asked_at + GREET_EVERY > now:
            return
        row.asked_at = now
    try:
        post.greet()
    except NotDelivered:
        with transaction() as session:
            failed(session, now=now)
        return
    with transaction() as session:
        row = upkeep_to_change(session)
        if not letters_in_trouble(session):
            row.failing_since = None
        _hasten(session, SEEN_BY_GREETING, now, draw)
