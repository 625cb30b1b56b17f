"""Connections to a database: PostgreSQL writes to disk, SQLite has its safety switches on."""

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT = "busy_timeout=15000"  # milliseconds
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a receipt that was shown is on disk
    "foreign_keys=ON",
    "secure_delete=ON",  # what is purged is overwritten
    BUSY_TIMEOUT,
    "temp_store=MEMORY",  # no temporary files
)

SWITCHES = (  # the same for PostgreSQL
    "synchronous_commit=on",
    "lock_timeout=15s",  # a host that died while it held a row must not hold up the others
    "idle_in_transaction_session_timeout=120s",
)


def open_engine(url: str) -> Engine:
    """An engine with the safety switches of its kind of database."""
    # Parameters never reach a log or an error text: they may be somebody's words.
    lite = url.startswith("sqlite")
    to_disk = {} if lite else {"options": " ".join(f"-c {one}" for one in SWITCHES)}
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


def fold_log(engine: Engine) -> bool:
    """Bring SQLite's write-ahead log into the file and empty it, so that it holds nothing that was purged.

    False when somebody was reading meanwhile and it could not be done within a second. PostgreSQL recycles its own.
    """
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone() or (1,)
        return not busy
    finally:
        cursor.execute(f"PRAGMA {BUSY_TIMEOUT}")
        cursor.close()
        connection.close()
