"""Two hosts that deliver at the same moment, and two that order: each person gets one letter."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from actions.test_letters import HEAD, letters, order, person
from actions.test_races import at_once
from town import MORNING

from huskurage.actions.delivery import deliver_letters
from huskurage.core.letters import Letterhead, LetterProblem, Message, NotDelivered
from huskurage.store.engine import Database
from huskurage.web.database import transaction

NOW = MORNING + timedelta(minutes=13)


class Slow:
    """A post that takes its time, so that hosts do meet; it may refuse."""

    def __init__(self, *, refuses: bool) -> None:
        self.head: Letterhead = HEAD
        self.refuses, self.sent = refuses, list[str]()
        self.pause = threading.Event()

    def send(self, message: Message) -> None:
        self.pause.wait(0.05)
        self.sent.append(message.recipient)
        if self.refuses:
            raise NotDelivered(LetterProblem.RECIPIENT_REFUSED, for_good=True)

    def greet(self) -> None:
        """It is always there."""


@pytest.mark.parametrize("refuses", [False, True])
def test_two_hosts_that_deliver_at_once_send_each_letter_once(database: Database, refuses: bool) -> None:
    names = ("asta", "astrid", "adam", "bo", "cleo")
    order(database, *names)
    post = Slow(refuses=refuses)
    told = partial(transaction, database)
    done = at_once(lambda _: deliver_letters(told, now=NOW, post=post, awaited=lambda *_: True), 2)
    assert len(done) == 2
    assert sorted(post.sent) == sorted(f"{name}@lindbacka.example" for name in names)
    assert [one.dead for one in letters(database)] == [True] * (5 if refuses else 0)
    with database.reads() as session:
        assert all((person(session, name).written_at is None) is refuses for name in names)


def test_two_that_order_at_once_order_one_letter(database: Database) -> None:
    assert at_once(lambda _: order(database, "asta"), 4) == [[True]] * 4
    assert len(letters(database)) == 1
