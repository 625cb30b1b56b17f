"""Which key store belongs to this database: the same random mark lies in both."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from huskurage.store.base import Base


class Belonging(Base):
    """One row, written when the database and its key store first met."""

    __tablename__ = "belongings"

    mark: Mapped[str] = mapped_column(String(32))
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
