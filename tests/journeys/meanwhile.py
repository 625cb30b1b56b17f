"""What happens in the lived-in demo while somebody looks at a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from campaigning import a_campaign
from journeys.serving import Server
from sqlalchemy import delete, select, text, update

from huskurage.core.letters import LetterProblem
from huskurage.core.lifecycle import State
from huskurage.store.campaigns import Campaign
from huskurage.store.outbox import Letter, letters_to, upkeep_to_change
from huskurage.store.people import Absence, Account
from huskurage.store.places import Municipality
from huskurage.store.reports import Report


@contextmanager
def neighbouring_campaign(server: Server) -> Iterator[int]:
    """Meanwhile a municipality beside keeps a month that others may join; answers its number."""
    database, today = server.database(), datetime.now(UTC).date()
    with database.writes() as session:
        beside = Municipality(slug="storvik", name="Storvik kommun", exit_address="", mandated_form="")
        session.add(beside)
        session.flush()
        number = a_campaign(
            session, beside.id, first_day=today, last_day=today + timedelta(days=30), open_to_others=True
        ).id  # fmt: skip
        session.commit()
    yield number
    with database.writes() as session:
        campaign = session.get_one(Campaign, number)
        session.delete(campaign)
        session.delete(campaign.municipality)
        session.commit()
    database.close()


@contextmanager
def away(server: Server, name: str) -> Iterator[None]:
    """Meanwhile somebody is away today."""
    database, today = server.database(), datetime.now(UTC).date()
    with database.writes() as session:
        person = session.scalars(select(Account).where(Account.name == name)).one()
        session.add(Absence(account_id=person.id, first_day=today, last_day=today + timedelta(days=1)))
        session.commit()
    yield
    with database.writes() as session:
        session.execute(delete(Absence))
        session.commit()
    database.close()


def damage_closed(server: Server) -> str:
    """Somebody has changed the closed report in the database: nothing of it opens. Its page."""
    database = server.database()
    with database.writes() as session:
        report = session.scalars(select(Report).where(Report.state == State.CLOSED)).one()
        report.entries[0].ciphertext = bytes(len(report.entries[0].ciphertext))
        path = f"/staff/reports/{report.id}"
        session.commit()
    database.close()
    return path


def give_up_letter(server: Server) -> None:
    """Astrid's address was refused for good, and letters have failed for an hour."""
    database, earlier = server.database(), datetime.now(UTC) - timedelta(hours=1)
    with database.writes() as session:
        astrid = session.scalars(select(Account).where(Account.name == "Astrid")).one()
        for letter in letters_to(session, astrid.id) or [Letter(account_id=astrid.id, not_before=earlier)]:
            letter.tries, letter.dead, letter.problem = 1, True, LetterProblem.RECIPIENT_REFUSED
            session.add(letter)
        upkeep_to_change(session).failing_since = earlier
        session.commit()
    database.close()


def speak(server: Server, language: str) -> None:
    """Everybody who signs in reads this language."""
    database = server.database()
    with database.writes() as session:
        session.execute(update(Account).values(language=language))
        session.commit()
    database.close()


@contextmanager
def database_lost(server: Server) -> Iterator[None]:
    """Meanwhile no question about a municipality can be answered."""
    database = server.database()

    def rename(old: str, new: str) -> None:
        with database.writes() as session:
            session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
            session.commit()

    rename("municipalities", "gone")
    try:
        yield
    finally:
        rename("gone", "municipalities")
        database.close()
