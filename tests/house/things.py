"""One of everything that an address can name, so that every route can be knocked at."""

from datetime import datetime

from doing import only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import CHEAP, PEPPER, Town

from huskurage.actions.calendar import make_feed
from huskurage.actions.cover import plan_cover_rounds
from huskurage.actions.feedback import tell
from huskurage.actions.handover import Passing, hand_over
from huskurage.actions.invitations import invite, open_link
from huskurage.actions.keys import make_account
from huskurage.actions.renewals import offer_renewal
from huskurage.actions.threads import read_thread
from huskurage.core import handover
from huskurage.core.access import Role
from huskurage.core.feedback import Feedback
from huskurage.core.letters import LetterProblem
from huskurage.core.receivers import ReceiverKind
from huskurage.store.base import random_id
from huskurage.store.inboxes import Inbox
from huskurage.store.outbox import Letter
from huskurage.store.people import Absence, Account, InvitationKind, account_by_login
from huskurage.store.places import Receiver
from huskurage.store.reports import Report

Things = dict[str, str | int]


def one_of_everything(session: Session, town: Town, *, now: datetime) -> Things:
    """Whatever has an id in an address, in a town in which one concern was filed."""
    asta, inbox = account(session, "asta"), session.scalars(select(Inbox)).one()
    absence = Absence(account_id=asta.id, first_day=now.date(), last_day=now.date())
    letter = Letter(account_id=asta.id, not_before=now, tries=1, dead=True, problem=LetterProblem.OTHER)
    session.add_all([absence, letter])
    made: Things = {
        "report_id": session.scalars(select(Report)).one().id, "inbox_id": inbox.id,
        "feed": make_feed(session, asta, now=now),
    }  # fmt: skip
    plan_cover_rounds(session, now)
    made |= handed_over(session, town, now) | links(session, now)
    made["remark_id"] = told(session, asta.municipality_id, now=now)
    return made | {"absence_id": absence.id, "letter_id": letter.id}


def account(session: Session, login: str) -> Account:
    found = account_by_login(session, login)
    assert found is not None
    return found


def told(session: Session, municipality_id: int, *, now: datetime, **words: str) -> str:
    """Somebody tells what does not work; answers the message's id."""
    made, feedback = random_id(), Feedback(**{"text": "I cannot read the numbers"} | words)
    tell(session, feedback, municipality_id=municipality_id, remark_id=made, now=now)
    return made


def handed_over(session: Session, town: Town, now: datetime) -> Things:
    """A receiver, and the record of the only report's hand-over to it, as Asta made it."""
    receiver = Receiver(
        municipality_id=account(session, "asta").municipality_id, kind=ReceiverKind.INTAKE_ADULTS,
        name="Mottagningen", reached_by="08-465 004 02", accepts="",
    )  # fmt: skip
    session.add(receiver)
    asta, report = unlock(session, town.asta), only_report(session)
    read_thread(session, asta, report, now=now)
    chosen = [report.entries[0].id]
    passing = Passing(receiver=receiver, way=handover.Way.LETTER, day=now.date(), entries=chosen)
    return {"receiver_id": receiver.id, "entry_id": hand_over(session, asta, report, passing, now=now).id}


def links(session: Session, now: datetime) -> Things:
    """A link that works, another that a coordinator may take back, and somebody to make links for."""
    adam, astrid = account(session, "adam"), account(session, "astrid")
    third = make_account(
        session, login="dana", name="Dana", role=Role.COORDINATOR, municipality=adam.municipality, landlord=None,
        passphrase="dana dricker kaffe 71", pepper=PEPPER, cost=CHEAP,
    ).account  # fmt: skip
    start = offer_renewal(session, person_id=third.id, kind=InvitationKind.NEW_START, by=adam, now=now)
    token = invite(
        session, municipality_id=adam.municipality_id, name="Karin", email="karin@lindbacka.example",
        role=Role.COORDINATOR, landlord=None, by=adam, now=now,
    )  # fmt: skip
    renewal = open_link(session, token=start, now=now).digest.hex()
    return {"account_id": astrid.id, "token": token, "invitation_id": renewal}
