"""Opening the database: the engine with SQLite's safety switches, its sessions, and moving to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent.parent / "migrations"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a receipt that was shown is on disk
    "foreign_keys=ON",
    "secure_delete=ON",  # what is purged is overwritten
    "busy_timeout=15000",  # milliseconds
    "temp_store=MEMORY",  # no temporary files
)


class Database:
    """One engine and two kinds of session: `reads` sees a snapshot, `writes` holds the write lock from its start."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.reads: sessionmaker[Session] = sessionmaker(self.engine)
        self.writes: sessionmaker[Session] = sessionmaker(self.engine.execution_options(sqlite_begin="IMMEDIATE"))

    def migrate(self) -> None:
        """Bring the schema to the newest version. Harmless when it is there already."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Give every pooled connection back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # Parameters never reach a log or an error text: they may be somebody's words.
    lite = url.startswith("sqlite")
    to_disk = {} if lite else {"options": "-c synchronous_commit=on"}  # PostgreSQL's own `synchronous=FULL`
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=not lite, pool_size=10, connect_args=to_disk)
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            path = Path(engine.url.database)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # SQLite gives its other files the same rights
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
