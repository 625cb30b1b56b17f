"""The schema: from nothing to the models, down and up again with a town in it, on both databases."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from campaigning import a_campaign, an_event
from house.landlords import of_everything, secret_house
from house.things import told
from sqlalchemy import CheckConstraint, Enum, Table, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from town import MORNING

from huskurage.settings import Settings
from huskurage.store import audit, campaigns, hanging, imports, logos, outbox, plan, texts
from huskurage.store.base import Base
from huskurage.store.connection import PRAGMAS
from huskurage.store.engine import MIGRATIONS, Database

PASSWORD = "geheimes-kaffee"
OF_HOUSES = (
    "areas", "buildings", "stairwells", "tags", "house_imports", "revisions", "hangings", "cover_rounds", "activities",
    "logos", "print_jobs", "accounts", "remarks", "remark_keys", "campaigns", "events", "texts", "renderings",
)  # fmt: skip
ENUMS = [
    (table, column)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
]
for model in (
    campaigns.Event,
    hanging.Hanging,
    imports.HouseImport,
    logos.Logo,
    outbox.Letter,
    plan.Activity,
    texts.OwnText,
):
    assert model.__table__ is not None  # every model is known here
TABLES = {table.name for table in Base.metadata.sorted_tables}


def differences(database: Database) -> list[object]:
    """What Alembic would change to make the database equal the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))


def checks(database: Database, table: Table) -> set[str]:
    """The names of the CHECK constraints that the database itself keeps."""
    return {str(one["name"]) for one in inspect(database.engine).get_check_constraints(table.name)}


def move(database: Database, step: Callable[[Config, str], None], revision: str) -> None:
    """An Alembic command on the database's own connection, as Huskurage runs them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        step(config, revision)


def counts(database: Database) -> dict[str, int]:
    with database.reads() as session:
        found = {one.name: session.scalar(select(func.count()).select_from(one)) for one in Base.metadata.sorted_tables}
    return {name: count or 0 for name, count in found.items()}


def test_the_newest_schema_equals_the_models(database: Database) -> None:
    assert not differences(database)
    assert set(inspect(database.engine).get_table_names()) == TABLES | {"alembic_version"}
    for table in Base.metadata.sorted_tables:
        wanted = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert checks(database, table) == wanted, table.name


def test_a_difference_would_be_seen(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE landlords ADD COLUMN motto VARCHAR(20)"))
    assert differences(database)


def test_down_and_up_again_with_a_town_in_it(database: Database, settings: Settings) -> None:
    with database.writes() as session:
        landlord = of_everything(session, "lindbackahem", settings, MORNING)
        secret_house(session, landlord, "")
        told(session, landlord.municipality_id, now=MORNING)
        an_event(session, campaign_id=a_campaign(session).id)
        session.commit()
    filled = counts(database)
    assert all(filled[name] for name in OF_HOUSES), filled
    move(database, command.downgrade, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.migrate()
    assert not differences(database)
    assert {name for name, count in counts(database).items() if count} == {"belongings"}


def test_each_step_goes_down_and_up_with_a_town_in_it(database: Database) -> None:
    steps = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    assert [step.revision for step in reversed(steps)] == [f"{number:04}" for number in range(1, len(steps) + 1)]
    for step in steps:
        down = str(step.down_revision or "base")
        move(database, command.downgrade, down)
        move(database, command.upgrade, step.revision)
        move(database, command.downgrade, down)


def test_a_log_with_a_new_kind_of_line_is_not_cut_by_going_back(database: Database) -> None:
    with database.writes() as session:
        audit.record(session, at=MORNING, act=audit.Act.TEXT_CHANGED, account=None)
        session.commit()
    with pytest.raises(IntegrityError):
        move(database, command.downgrade, "0001")
    with database.reads() as session:
        assert audit.Act.TEXT_CHANGED in session.scalars(select(audit.AuditEvent.act)).all()


def test_feedback_goes_with_its_tables_and_comes_again(database: Database) -> None:
    with database.writes() as session:
        told(session, 1, now=MORNING)
        session.commit()
    move(database, command.downgrade, "0002")
    assert not {"remarks", "remark_keys"} & set(inspect(database.engine).get_table_names())
    move(database, command.upgrade, "head")
    with database.writes() as session:
        told(session, 1, now=MORNING)
        session.commit()
    assert [counts(database)[name] for name in ("remarks", "remark_keys")] == [1, 1]


def test_migrating_twice_keeps_everything(database: Database) -> None:
    before = counts(database)
    database.migrate()
    assert counts(database) == before
    assert before["stairwells"] == 5


@pytest.mark.parametrize(("table", "column"), ENUMS, ids=lambda one: one.name)
def test_the_database_refuses_a_word_it_does_not_know(database: Database, table: Table, column: object) -> None:
    name = column.name  # type: ignore[attr-defined]  # pytest hands over an object
    kind = column.type  # type: ignore[attr-defined]  # as above
    assert f"ck_{table.name}_{kind.name}" in checks(database, table)
    if counts(database)[table.name]:
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(text(f"UPDATE {table.name} SET {name} = 'nonsense'"))  # noqa: S608 - our own table's name


def test_some_tables_were_tried_with_a_row(database: Database) -> None:
    filled = counts(database)
    assert {"accounts", "inboxes", "local_contacts", "audit_events"} <= {
        one.name for one, _ in ENUMS if filled[one.name]
    }


def test_an_opening_belongs_to_a_person_or_to_a_kit(database: Database) -> None:
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text("UPDATE openings SET account_id = NULL WHERE kit_key IS NULL"))


def test_a_row_that_others_point_to_cannot_vanish(database: Database) -> None:
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text("DELETE FROM municipalities"))


@pytest.mark.parametrize(("pragma", "value"), [
    ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("busy_timeout", 15_000),
    ("temp_store", 2),
])  # fmt: skip
def test_sqlite_keeps_its_safety_switches(tmp_path: Path, pragma: str, value: object) -> None:
    database = Database(f"sqlite:///{tmp_path}/one.db", f"sqlite:///{tmp_path}/keys.db")
    for factory in (database.reads, database.writes):
        with factory() as one, factory() if factory is database.reads else database.reads() as other:
            assert one.scalar(text(f"PRAGMA {pragma}")) == value
            assert other.scalar(text(f"PRAGMA {pragma}")) == value
    database.close()


def test_what_is_purged_is_overwritten_whatever_sqlite_was_built_with() -> None:
    assert "secure_delete=ON" in PRAGMAS  # Debian's SQLite does it unasked, others do not


def test_an_error_does_not_repeat_what_was_written(database: Database) -> None:
    query = text("UPDATE accounts SET name = :words, role = 'nonsense' WHERE name <> :words")
    with pytest.raises(IntegrityError) as refused, database.engine.begin() as connection:
        connection.execute(query, {"words": "canary"})
    assert "canary" not in str(refused.value).split("DETAIL")[0]
    assert "[SQL parameters hidden" in str(refused.value)


def migrate(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HUSKURAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "huskurage", "migrate"], capture_output=True, check=False, text=True, timeout=60,
        env=environment | {"DATABASE_URL": url, "HUSKURAGE_DATA_DIR": str(folder)},
    )  # fmt: skip


@pytest.mark.parametrize("url", [
    f"postgresql://huskurage:{PASSWORD}@127.0.0.1:1/nothing", f"mysql://huskurage:{PASSWORD}@127.0.0.1/nothing",
    f"huskurage:{PASSWORD}", f"postgresql://huskurage:{PASSWORD}@127.0.0.1:port/nothing",
])  # fmt: skip
def test_a_database_that_does_not_answer_is_said_plainly_without_its_password(url: str, tmp_path: Path) -> None:
    done = migrate(url, tmp_path)
    assert done.returncode == 1
    assert PASSWORD not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "DATABASE_URL" in done.stderr


def test_migrating_says_nothing_of_the_address(settings: Settings, tmp_path: Path) -> None:
    done = migrate(settings.database_url, tmp_path)
    assert done.returncode == 0, done.stderr
    assert settings.database_url not in done.stdout + done.stderr
    assert done.stdout == "The database has the newest schema.\n"
