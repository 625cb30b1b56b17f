"""The key store: one key a report, kept apart from the database, so that what was forgotten stays forgotten.

Each sealed content key lies in the database under its report's key. A purge deletes that key here; an older copy of the
database, restored later, then holds nothing that opens. Keep the newest key store, whichever database is restored.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, delete, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from huskurage.core.sealing import KEY_SIZE
from huskurage.store.connection import open_engine

_metadata = MetaData()
report_keys = Table(
    "report_keys",
    _metadata,
    Column("report_id", String(32), primary_key=True),
    Column("key", LargeBinary(KEY_SIZE), nullable=False),
    sqlite_with_rowid=False,  # no row number that would tell the order of arrival
)
marks = Table("marks", _metadata, Column("mark", String(32), primary_key=True))
MOST_AT_ONCE = 500  # bound parameters of one question


class KeyStore:
    """The report keys. Each verb is on disk when it returns, and belongs to no transaction of the database."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)

    def prepare(self) -> None:
        """Make its one table. Harmless when it is there already."""
        _metadata.create_all(self.engine)

    def mark(self) -> str | None:
        """What the database that belongs to this store has too; None while it belongs to none."""
        with self.engine.connect() as connection:
            if not inspect(connection).has_table(marks.name):
                return None
            return connection.scalar(select(marks.c.mark))

    def keep_mark(self, mark: str) -> None:
        """Belong to a database from now on."""
        with self.engine.connect() as connection, connection.begin():
            connection.execute(insert(marks).values(mark=mark))

    def make(self, report_id: str) -> bytes:
        """The key of a report, made now if there is none. One whose report was then not kept does no harm."""
        known = self.keys_of([report_id]).get(report_id)
        if known is not None:
            return known
        key = secrets.token_bytes(KEY_SIZE)
        try:
            with self.engine.connect() as connection, connection.begin():
                connection.execute(insert(report_keys).values(report_id=report_id, key=key))
        except IntegrityError:  # somebody made it a moment ago
            return self.keys_of([report_id])[report_id]
        return key

    def keys_of(self, report_ids: Iterable[str]) -> dict[str, bytes]:
        """The keys of these reports; one that was burnt is not among them."""
        wanted = list(report_ids)
        found: dict[str, bytes] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), MOST_AT_ONCE):
                part = wanted[start : start + MOST_AT_ONCE]
                rows = connection.execute(select(report_keys).where(report_keys.c.report_id.in_(part)))
                found |= {report_id: bytes(key) for report_id, key in rows}
        return found

    def burn(self, report_id: str) -> None:
        """Delete the key: nothing of the report opens any more, in no copy of the database. Harmless when gone."""
        with self.engine.connect() as connection, connection.begin():
            connection.execute(delete(report_keys).where(report_keys.c.report_id == report_id))

    def close(self) -> None:
        """Give every pooled connection back."""
        self.engine.dispose()
