"""A flood of concerns becomes one letter, or two: nobody's box is filled, and nobody is left untold."""

from datetime import datetime, timedelta
from functools import partial

from doing import file
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.actions.delivery import deliver_letters
from huskurage.actions.escalation import escalate
from huskurage.actions.letters import order_letter
from huskurage.core.letters import Letterhead
from huskurage.mail import MemoryPost
from huskurage.store.engine import Database
from huskurage.store.people import Account
from huskurage.web.database import transaction

HEAD = Letterhead(
    sender="nobody@huskurage.example", host="huskurage.example", sign_in="https://huskurage.example/staff/"
)


def order(session: Session, account: Account, now: datetime) -> None:
    order_letter(session, account, now=now)


def test_ten_minutes_of_flood_are_two_letters_at_most(database: Database) -> None:
    post = MemoryPost(HEAD)
    for minute in range(40):
        now = MORNING + timedelta(minutes=minute)
        with transaction(database) as session:
            for number in range(6 if minute < 10 else 0):
                file(
                    session, f"Screams {minute} {number}", page=1 + minute * 6 + number, quarantined=number > 2, now=now
                )
            session.flush()
            escalate(session, now=now, order_letter=order)
        deliver_letters(partial(transaction, database), now=now, post=post)
    assert 1 <= len(post.sent) <= 2
    assert {one.recipient for one in post.sent} == {"asta@lindbacka.example"}
