"""Database, settings and every secret of the environment together open nothing, and do not tell when somebody wrote."""

from collections.abc import Iterator
from datetime import date

import pytest
from doing import file, unlock
from flask import Flask
from secret_story import Story
from secret_wires import within
from sqlalchemy import Date, Integer, LargeBinary, MetaData, String, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from teams import account_of, first_inbox, free_of_duties
from thief import Loot, Thief
from town import MORNING, PEPPER, Clock, Town

from huskurage.actions.feedback import told_to
from huskurage.actions.leaving import end_account
from huskurage.actions.people import Unlocked
from huskurage.actions.rotation import reseal_batch
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox
from huskurage.store.people import Account
from huskurage.store.places import only_municipality
from huskurage.store.remarks import Remark
from huskurage.store.reports import Entry, EntryKind

ABOUT_CONCERNS = ("reports", "entries", "content_keys", "notices", "remarks", "remark_keys")
SECRETS = (b"s" * 32, PEPPER)


@pytest.fixture
def story(app: Flask, town: Town, database: Database, clock: Clock) -> Story:
    """The whole afternoon, so that there is something to steal."""
    told = Story(within(app), lambda seconds: clock.move(seconds=seconds), lambda one: one.code(clock), town, database)
    told.tell()
    return told


@pytest.fixture
def stolen(story: Story, database: Database) -> Iterator[Session]:
    del story
    with database.reads() as session:
        yield session


def test_the_database_with_every_secret_of_the_deployment_opens_nothing(stolen: Session, settings: Settings) -> None:
    assert (settings.secret, settings.pepper) == SECRETS
    everything = {one.id: one.kind for one in stolen.scalars(select(Entry))}
    assert set(everything.values()) == set(EntryKind), "there is something of every kind to steal"
    thief = Thief(stolen, Loot(SECRETS))
    assert thief.opened() == {}
    assert thief.keys == {}


def test_one_more_thing_and_the_same_thief_opens_what_it_opens_for_its_owner(
    story: Story, stolen: Session, town: Town
) -> None:
    def opened(**more: tuple[str, ...]) -> dict[str, EntryKind]:
        return Thief(stolen, Loot(SECRETS, **more), guesses=False).opened()

    everything = {one.id: one.kind for one in stolen.scalars(select(Entry))}
    assert opened(passphrases=(town.asta.passphrase,)) == everything
    assert opened(kits=(town.kit_code,)) == everything
    assert opened(cookies=(story.cookies["key"],)) == everything
    theirs = opened(codes=(story.codes[0],))
    assert set(theirs.values()) == {EntryKind.CONCERN, EntryKind.ADDITION, EntryKind.QUESTION, EntryKind.ANSWER}
    assert len(theirs) < len(everything)
    assert opened(passphrases=(town.bo.passphrase,)) == {}
    without_pepper = Loot((SECRETS[0],), codes=(story.codes[0],))
    assert Thief(stolen, without_pepper, guesses=False).opened() == {}


def test_what_was_told_of_accessibility_opens_with_an_administrators_key_alone(stolen: Session, town: Town) -> None:
    remark = stolen.scalars(select(Remark)).one()

    def opens(*passphrases: str, guesses: bool) -> bool:
        thief = Thief(stolen, Loot(SECRETS, passphrases=passphrases), guesses=guesses)
        thief.opened()
        people = stolen.scalars(select(Account).where(Account.public_key.in_(thief.keys)))
        found = [Unlocked(one, thief.keys[one.public_key], b"", MORNING) for one in people]
        return any(told.feedback for one in found for told in told_to(stolen, one) if told.remark is remark)

    assert not opens(guesses=True)
    assert not opens(town.asta.passphrase, town.bo.passphrase, guesses=False)
    assert opens(town.adam.passphrase, guesses=False)


def test_a_private_key_that_lay_in_the_clear_would_be_found(stolen: Session, town: Town) -> None:
    owner = Thief(stolen, Loot(SECRETS, passphrases=(town.asta.passphrase,)), guesses=False)
    everything = owner.opened()
    inbox, municipality = stolen.scalars(select(Inbox)).one(), only_municipality(stolen)
    assert municipality is not None
    municipality.exit_address = owner.keys[inbox.public_key].private.hex()
    stolen.flush()
    assert Thief(stolen, Loot(())).opened() == everything
    stolen.rollback()


def test_no_column_about_a_concern_can_hold_a_time(database: Database) -> None:
    metadata = MetaData()
    metadata.reflect(database.engine, only=ABOUT_CONCERNS, resolve_fks=False)
    for table in metadata.tables.values():
        for column in table.columns:
            yes_or_no = column.name in {"muted", "held"}  # SQLite's own kind is a number
            assert yes_or_no or isinstance(column.type, String | LargeBinary | Date | Integer), (
                f"{table.name}.{column.name}"
            )
            if isinstance(column.type, Integer):
                assert column.name.endswith("_id") or column.name in {"position", "generation"}


def test_a_concern_keeps_its_day_and_no_trace_of_its_hour(story: Story, database: Database, clock: Clock) -> None:
    del story
    metadata = MetaData()
    metadata.reflect(database.engine, only=ABOUT_CONCERNS, resolve_fks=False)
    hours = {f"{clock():%H:%M}", str(int(clock().timestamp()))[:7]}
    with database.reads() as session:
        for table in metadata.tables.values():
            for row in session.execute(select(table)).mappings():
                for name, value in row.items():
                    where = f"{table.name}.{name}"
                    assert isinstance(value, str | bytes | int | date | None), where
                    assert not (isinstance(value, int) and value > 1000), where
                    if isinstance(value, str) and not name.endswith("id"):
                        assert not any(hour in value for hour in hours), where


def test_ids_are_random_and_no_row_number_tells_the_order(story: Story, database: Database) -> None:
    del story
    with database.reads() as session:
        ids = list(session.scalars(select(Entry.id)))
        assert all(len(one) == 32 and int(one, 16) >= 0 for one in ids)
        assert len({one[:8] for one in ids}) == len(ids), "no common beginning, as a clock would give"
    if database.engine.dialect.name == "sqlite":
        for table in ABOUT_CONCERNS:
            with database.reads() as session, pytest.raises(DBAPIError, match="no such column"):
                session.execute(text(f"SELECT rowid FROM {table}"))  # noqa: S608 - our own three names


def test_who_has_left_opens_nothing_that_came_afterwards_with_all_she_ever_had(database: Database, town: Town) -> None:
    with database.writes() as session:
        free_of_duties(session, first_inbox(session))
        file(session, "Before")
        session.commit()
    loot = Loot(SECRETS, passphrases=(town.astrid.passphrase,))
    with database.reads() as old_copy:
        had = Thief(old_copy, loot, guesses=False)
        assert list(had.opened().values()) == [EntryKind.CONCERN]
    with database.writes() as session:
        asta, inbox = unlock(session, town.asta), first_inbox(session)
        end_account(session, asta, account_of(session, town, "astrid"), now=MORNING, today=MORNING.date())
        file(session, "In the middle", page=2)
        assert reseal_batch(session, asta, inbox, now=MORNING) == 0
        file(session, "After", page=3)
        session.commit()
    with database.reads() as new_copy:
        assert len(new_copy.scalars(select(Entry)).all()) == 3
        assert Thief(new_copy, loot, guesses=False, keys=dict(had.keys)).opened() == {}
        assert len(Thief(new_copy, Loot(SECRETS, kits=(town.kit_code,)), guesses=False).opened()) == 3
