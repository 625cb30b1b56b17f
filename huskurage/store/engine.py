"""Opening the database and its key store: two kinds of session, and moving to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import insert, select
from sqlalchemy.orm import Session, sessionmaker

from huskurage.store.base import random_id
from huskurage.store.belonging import Belonging
from huskurage.store.connection import open_engine
from huskurage.store.keystore import KeyStore

MIGRATIONS = Path(__file__).parent.parent / "migrations"


class WrongKeyStore(Exception):
    """The key store is not the one that belongs to this database: the newest copy of that one is needed."""


class Database:
    """One engine and two kinds of session: `reads` sees a snapshot, `writes` holds the write lock from its start."""

    def __init__(self, url: str, key_store_url: str) -> None:
        self.engine = open_engine(url)
        self.key_store = KeyStore(key_store_url)
        kept = {"key_store": self.key_store}
        writing = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        snapshot = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self.reads: sessionmaker[Session] = sessionmaker(self.engine.execution_options(**snapshot), info=kept)
        self.writes: sessionmaker[Session] = sessionmaker(writing, info=kept)

    def migrate(self) -> None:
        """Bring the schema to the newest version and prepare the key store. Harmless when it is there already."""
        self.key_store.prepare()
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        self.check_key_store()

    def check_key_store(self) -> None:
        """See to it that this database and this key store belong together; raises WrongKeyStore.

        With an empty or another store new concerns would be kept beside old ones that open no more.
        """
        with self.engine.begin() as connection:
            ours, theirs = connection.scalar(select(Belonging.mark)), self.key_store.mark()
            if ours is None:
                ours = theirs or random_id()
                connection.execute(insert(Belonging).values(id=1, mark=ours))
                if theirs is None:
                    self.key_store.keep_mark(ours)
            elif ours != theirs:
                raise WrongKeyStore

    def close(self) -> None:
        """Give every pooled connection back."""
        self.engine.dispose()
        self.key_store.close()
