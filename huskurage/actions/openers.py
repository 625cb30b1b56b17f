"""Who else could open what, if one person's key were gone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.store.inboxes import Inbox, Opening
from huskurage.store.people import Account


def inboxes_only_they_open(session: Session, account: Account) -> list[Inbox]:
    """The inboxes that would open to nobody without this person's key, in any generation of their keys.

    A recovery kit counts once it was test-opened. The inboxes are held until the transaction ends, so that of two
    who go at the same time the second one sees that the first is gone.
    """
    held = select(Opening.inbox_id).where(Opening.account_id == account.id)
    inboxes = session.scalars(
        select(Inbox).where(Inbox.id.in_(held)).order_by(Inbox.id).with_for_update().execution_options(
            populate_existing=True
        )
    ).all()  # fmt: skip
    return [inbox for inbox in inboxes if _shut_without(session, inbox, account)]


def _shut_without(session: Session, inbox: Inbox, account: Account) -> bool:
    openings = session.scalars(select(Opening).where(Opening.inbox_id == inbox.id)).all()
    theirs = {one.generation for one in openings if one.account_id == account.id}
    others = {one.generation for one in openings if one.account_id != account.id and _counts(one)}
    return not theirs <= others


def _counts(opening: Opening) -> bool:
    if opening.account is None:
        return opening.test_opened_on is not None
    return opening.account.left_on is None


def keyholders(session: Session, municipality_id: int) -> list[Account]:
    """Those who can open an inbox of the municipality today and so can let somebody in."""
    query = (
        select(Account)
        .join(Opening, Opening.account_id == Account.id)
        .join(Inbox, Inbox.id == Opening.inbox_id)
        .where(
            Inbox.municipality_id == municipality_id,
            Opening.generation == Inbox.generation,
            Account.left_on.is_(None),
        )
        .order_by(Account.name, Account.id)
    )
    return list(session.scalars(query).unique())
