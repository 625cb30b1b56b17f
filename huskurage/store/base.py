"""The ground all tables stand on: the declarative base, and column types that keep moments aware and enums checked."""

import enum
import re
import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every table's parent: typed, keyword-only, with named constraints so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite keeps no zone, so it is taken off going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments are aware UTC")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - the base class's own signature
        del dialect
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def words(kind: type[enum.Enum], name: str) -> Enum:
    """A column of an enum's values, with a CHECK that the database itself keeps."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        length=40,
    )


def random_id() -> str:
    """32 random hex digits: tells nothing about order or time."""
    return secrets.token_hex(16)


def is_random_id(text: str) -> bool:
    """Whether a text from an address can be one of ours at all; not all texts may be asked of a database."""
    return re.fullmatch(r"[0-9a-f]{32}", text) is not None


def is_row_number(number: int) -> bool:
    """Whether a number from an address can be a row's at all; larger ones may not be asked of a database."""
    return 0 < number < 2**31
