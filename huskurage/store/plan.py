"""A landlord's action plan: what is done to keep the posters and the knowledge alive, by whom and when."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.access import Role
from huskurage.store.base import Base, words
from huskurage.store.people import Account


class ActivityKind(enum.Enum):
    """What is done."""

    STAFF_TRAINING = "staff_training"
    HOUSE_MEETING = "house_meeting"
    POSTER_ROUND = "poster_round"
    LETTER_ROUND = "letter_round"
    CONTRACT_INFORMATION = "contract_information"
    CAMPAIGN = "campaign"
    FOLLOW_UP = "follow_up"


class Activity(Base):
    __tablename__ = "activities"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"), index=True)
    kind: Mapped[ActivityKind] = mapped_column(words(ActivityKind, "activity_kind"))
    what: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    due_on: Mapped[date]
    done_on: Mapped[date | None] = mapped_column(default=None)
    evidence: Mapped[str] = mapped_column(String(500), default="")  # what shows that it was done
    reminded_on: Mapped[date | None] = mapped_column(default=None)
    owner: Mapped[Account | None] = relationship(init=False)


def activities_of(session: Session, landlord_id: int) -> list[Activity]:
    query = select(Activity).where(Activity.landlord_id == landlord_id)
    return list(session.scalars(query.order_by(Activity.due_on, Activity.id)))


def owned_and_open(session: Session, owner_id: int | None = None) -> list[tuple[Activity, Account]]:
    """What is not done, with its owner, where that is one of the landlord's own people who works there still."""
    query = select(Activity, Account).join(Account, Account.id == Activity.owner_id)
    query = query.where(
        Activity.done_on.is_(None),
        Account.left_on.is_(None),
        Account.role == Role.LANDLORD_STAFF,
        Account.landlord_id == Activity.landlord_id,
    )
    if owner_id is not None:
        query = query.where(Activity.owner_id == owner_id)
    return [(activity, owner) for activity, owner in session.execute(query.order_by(Activity.due_on, Activity.id))]
