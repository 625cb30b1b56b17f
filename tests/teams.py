"""Teams of the tests: a second inbox for children, somebody let in, a key given anew."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, OFFICE, Town

from huskurage.actions.keys import make_inbox, test_open_kit
from huskurage.actions.people import Unlocked
from huskurage.actions.rotation import begin_rotation, reseal_batch
from huskurage.core.access import Role
from huskurage.core.hours import hours_to_json
from huskurage.core.sealing import new_key_pair
from huskurage.store.inboxes import Duty, Inbox, Receives
from huskurage.store.people import Account, account_by_login
from huskurage.store.places import Municipality, only_municipality


def first_inbox(session: Session) -> Inbox:
    """The inbox that the town began with."""
    return session.scalars(select(Inbox).order_by(Inbox.id).limit(1)).one()


def account_of(session: Session, town: Town, name: str) -> Account:
    found = account_by_login(session, town.people[name].name)
    assert found is not None
    return found


def children_inbox(
    session: Session, *keyholders: Account, live: bool = True, of: Municipality | None = None
) -> tuple[Inbox, str]:
    """The children's inbox with these keyholders, and its kit's code."""
    municipality = of or only_municipality(session)
    assert municipality is not None
    inbox, kit = make_inbox(
        session, municipality=municipality, name="Barn", receives=Receives.CHILDREN, hours=hours_to_json(OFFICE),
        keyholders=keyholders, now=MORNING,
    )  # fmt: skip
    test_open_kit(session, inbox=inbox, typed=kit.code, now=MORNING, today=MORNING.date())
    inbox.live = live
    session.flush()
    return inbox, kit.code


def rotate(session: Session, unlocked: Unlocked, inbox: Inbox) -> None:
    """A new key, and everything sealed to it."""
    begin_rotation(session, unlocked, inbox, now=MORNING)
    assert reseal_batch(session, unlocked, inbox, now=MORNING) == 0


def free_of_duties(session: Session, inbox: Inbox) -> None:
    """Nobody has a part here, so that nothing but keys keeps people in place."""
    for duty in session.scalars(select(Duty).where(Duty.inbox_id == inbox.id)):
        session.delete(duty)
    session.flush()
    session.expire(inbox, ["duties"])


def stranger(session: Session) -> Account:
    """A coordinator of another municipality."""
    other = Municipality(slug="annan", name="Annan kommun", exit_address="x", mandated_form="x")
    session.add(other)
    session.flush()
    account = Account(
        login="selma", name="Selma", role=Role.COORDINATOR, municipality_id=other.id, landlord_id=None, language="en",
        public_key=new_key_pair().public, key_salt=bytes(16), key_box=bytes(72), totp_box=None,
    )  # fmt: skip
    session.add(account)
    session.flush()
    return account
