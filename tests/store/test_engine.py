"""The database's safety switches, and what its sessions keep and do not keep."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.places import Municipality


def some_municipality(slug: str) -> Municipality:
    return Municipality(slug=slug, name=slug, exit_address="https://w.example/", mandated_form="https://m.example/")


def names(database: Database) -> set[str]:
    with database.reads() as session:
        return set(session.scalars(text("SELECT slug FROM municipalities")))


def test_sqlite_keeps_what_was_shown_and_overwrites_what_was_purged(database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
        else:
            found = wanted
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
            assert connection.exec_driver_sql("SHOW fsync").scalar_one() in {"on", "off"}
    assert found == wanted


def test_what_is_not_committed_is_gone(database: Database) -> None:
    with database.writes() as session:
        session.add(some_municipality("draft"))
        session.flush()
    assert names(database) == {"lindbacka"}


def test_a_failure_undoes_the_whole_transaction(database: Database) -> None:
    with database.writes() as session:
        session.add(some_municipality("one"))
        session.flush()
        session.add(some_municipality("lindbacka"))
        with pytest.raises(IntegrityError):
            session.commit()
    assert names(database) == {"lindbacka"}


def test_an_errors_text_never_holds_what_was_written(session: Session) -> None:
    session.add(some_municipality("lindbacka"))
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    assert "w.example" not in str(caught.value)
    assert "hide_parameters" in str(caught.value) or "[SQL parameters hidden" in str(caught.value)


def test_moving_to_the_newest_schema_twice_is_harmless(database: Database) -> None:
    database.migrate()
    assert names(database) == {"lindbacka"}


def test_a_naive_moment_is_refused(session: Session) -> None:
    session.add(
        AuditEvent(position=999, digest=b"", at=MORNING.replace(tzinfo=None), act=Act.SIGNED_IN, account_id=None)
    )
    with pytest.raises(StatementError):
        session.flush()


def test_a_moment_comes_back_aware_and_equal(database: Database) -> None:
    with database.writes() as session:
        event = AuditEvent(position=999, digest=b"", at=MORNING, act=Act.SIGNED_IN, account_id=None)
        session.add(event)
        session.commit()
        number = event.id
    with database.reads() as session:
        assert session.get_one(AuditEvent, number).at == MORNING
        assert session.get_one(AuditEvent, number).at.utcoffset() is not None


def test_the_database_itself_refuses_a_word_that_is_no_state(database: Database) -> None:
    for table, column in (
        ("inboxes", "receives"),
        ("accounts", "role"),
        ("local_contacts", "kind"),
        ("audit_events", "act"),
    ):
        with pytest.raises((IntegrityError, OperationalError)), database.engine.begin() as connection:
            connection.execute(text(f"UPDATE {table} SET {column} = 'nonsense'"))  # noqa: S608 - names from this list


def test_nothing_points_at_what_is_not_there(database: Database) -> None:
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text("DELETE FROM landlords"))


def test_an_opening_is_a_persons_or_a_kits_and_not_both_nor_neither(database: Database) -> None:
    for change in ("account_id = NULL, kit_key = NULL", "kit_key = public_key"):
        with pytest.raises((IntegrityError, OperationalError)), database.engine.begin() as connection:
            connection.execute(
                text(
                    f"UPDATE openings SET {change.replace('public_key', 'sealed_key')} "  # noqa: S608 - from this list
                    "WHERE account_id IS NOT NULL"
                )
            )


def test_readers_are_not_stopped_by_a_writer(database: Database) -> None:
    seen: list[set[str]] = []
    with database.writes() as session:
        session.add(some_municipality("being-written"))
        session.flush()
        reader = threading.Thread(target=lambda: seen.append(names(database)))
        reader.start()
        reader.join(10)
        session.commit()
    assert seen == [{"lindbacka"}]
    assert names(database) == {"lindbacka", "being-written"}
