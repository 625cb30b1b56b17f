"""Two presses at the same moment: one link makes one account, one new start leaves one opener."""

import threading
from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from town import CHEAP, MORNING, PEPPER, Town

from huskurage.actions.errors import LastOpener, LinkIsDead
from huskurage.actions.factors import AppFactor
from huskurage.actions.invitations import invite, open_link
from huskurage.actions.joining import join, new_own_key, start_anew
from huskurage.actions.renewals import offer_renewal
from huskurage.core.access import Role
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.people import Account, InvitationKind, account_by_login
from huskurage.store.places import only_municipality

APP = AppFactor("A" * 32, 1)
Verb = Callable[[Session], object]


def at_once(database: Database, *verbs: Verb) -> list[str]:
    """Each verb in a transaction of its own, all of them begun together; answers how each one ended."""
    start, ended = threading.Barrier(len(verbs)), []

    def one(verb: Verb) -> None:
        start.wait(30)
        with database.writes() as session:
            try:
                verb(session)
                session.commit()
                ended.append("done")
            except (LinkIsDead, LastOpener) as refusal:
                ended.append(type(refusal).__name__)

    threads = [threading.Thread(target=one, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(ended)


def invited(database: Database) -> str:
    with database.writes() as session:
        here = only_municipality(session)
        assert here is not None
        token = invite(
            session, municipality_id=here.id, name="Karin", email="karin@lindbacka.example", role=Role.COORDINATOR,
            landlord=None, by=None, now=MORNING,
        )  # fmt: skip
        session.commit()
    return token


def offered(database: Database, name: str) -> str:
    """Adam offers somebody a new start."""
    with database.writes() as session:
        adam, person = account_by_login(session, "adam"), account_by_login(session, name)
        assert adam is not None
        assert person is not None
        token = offer_renewal(session, person_id=person.id, kind=InvitationKind.NEW_START, by=adam, now=MORNING)
        session.commit()
    return token


def test_two_presses_at_once_make_one_account(database: Database, town: Town) -> None:
    token = invited(database)
    keys = [new_own_key("korg lampa trappa hav", cost=CHEAP) for _ in range(2)]

    def accept(number: int) -> Verb:
        def verb(session: Session) -> None:
            open_link(session, token=token, now=MORNING)  # both have seen the page
            join(
                session, token=token, key=keys[number], factor=APP, language="sv", pepper=PEPPER, now=MORNING
            )  # fmt: skip

        return verb

    assert at_once(database, accept(0), accept(1)) == ["LinkIsDead", "done"]
    with database.reads() as session:
        assert len(session.scalars(select(Account)).all()) == len(town.people) + 1


def test_the_last_two_openers_cannot_both_start_anew_at_once(database: Database) -> None:
    with database.writes() as session:
        session.execute(update(Opening).values(test_opened_on=None))
        session.commit()
    tokens = [offered(database, name) for name in ("asta", "astrid")]

    def start(token: str) -> Verb:
        key = new_own_key("korg lampa trappa hav", cost=CHEAP)
        return lambda session: start_anew(session, token=token, key=key, factor=APP, pepper=PEPPER, now=MORNING)

    assert at_once(database, *map(start, tokens)) == ["LastOpener", "done"]
    with database.reads() as session:
        assert len(session.scalars(select(Opening).where(Opening.account_id.is_not(None))).all()) == 1
