"""Two people at two devices with the same code at the same moment: one of them gets in."""

import contextlib
import threading

import pytest
from sqlalchemy.orm import Session
from town import CHEAP, MORNING, PEPPER, Clock, Person, Town

from huskurage.actions.errors import SignInRefused
from huskurage.actions.people import open_account, sign_in
from huskurage.store.engine import Database
from huskurage.store.people import account_by_login


def try_to_enter(session: Session, person: Person, code: str) -> bool:
    account = account_by_login(session, person.name)
    pair = open_account(account, person.passphrase, cost=CHEAP)
    try:
        sign_in(session, account=account, pair=pair, code=code, pepper=PEPPER, now=MORNING)
    except SignInRefused:
        return False
    return True


@pytest.mark.parametrize("recovery", [False, True])
def test_a_code_that_two_send_at_once_is_spent_once(database: Database, town: Town, recovery: bool) -> None:
    code = town.asta.recovery_codes[0] if recovery else town.asta.code(Clock())
    both_read, entered = threading.Barrier(2, timeout=1), []

    def enter() -> None:
        with database.reads() as session:
            account_by_login(session, town.asta.name)  # both have seen the account before either writes
            with contextlib.suppress(threading.BrokenBarrierError):
                both_read.wait()
            session.rollback()
        with database.writes() as session:
            entered.append(try_to_enter(session, town.asta, code))
            session.commit()

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(entered) == [False, True]
