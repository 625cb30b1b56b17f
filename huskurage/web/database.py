"""The only place where a request's work is committed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from huskurage.store.engine import Database
from huskurage.web.site import site


@contextmanager
def transaction(database: Database | None = None) -> Iterator[Session]:
    """A session whose work is committed when the block ends well, and undone when it does not.

    Commands give the database; requests have the site's.
    """
    with (database or site().database).writes() as session:
        yield session
        session.commit()


@contextmanager
def reading(database: Database | None = None) -> Iterator[Session]:
    """A session that only looks; nothing it does is kept."""
    with (database or site().database).reads() as session:
        yield session
