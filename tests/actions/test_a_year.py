"""A whole year of Lindbacka in one test: 400 concerns, and nothing lies unread without the next person being told."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from a_year import AWAY, BEGIN, END, LEAVES, UNREAD, Year, leave
from doing import unlock
from sqlalchemy import select
from town import CHEAP, OFFICE, PEPPER, Person, found_town

from huskurage.actions.keys import inbox_ring, make_account
from huskurage.core.access import Role
from huskurage.core.hours import next_open
from huskurage.core.lifecycle import State
from huskurage.core.sealing import seal_to
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox, Opening
from huskurage.store.people import Absence, account_by_login
from huskurage.store.places import Municipality
from huskurage.store.reports import Report

CONCERNS = 400


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    ids = random.Random(1)  # noqa: S311 - the same ids, and so the same order, every time
    monkeypatch.setattr("huskurage.store.base.secrets.token_hex", lambda size: ids.randbytes(size).hex())
    database = Database(f"sqlite:///{tmp_path}/year.db", f"sqlite:///{tmp_path}/keys.db")
    database.migrate()
    with database.writes() as session:
        town = found_town(session)
        inbox, chance = session.scalars(select(Inbox)).one(), random.Random(2027)  # noqa: S311 - the same year every time
        municipality = session.scalars(select(Municipality)).one()
        maja = make_account(
            session, login="maja", name="Maja", role=Role.COORDINATOR, municipality=municipality, landlord=None,
            passphrase="maja dricker kaffe 71", pepper=PEPPER, cost=CHEAP, email="maja@lindbacka.example",
        )  # fmt: skip
        asta = unlock(session, town.asta)
        key = inbox_ring(inbox, asta.account, asta.pair)[inbox.generation]
        sealed = seal_to(maja.account.public_key, key.private)
        inbox.openings.append(Opening(account_id=maja.account.id, kit_key=None, sealed_key=sealed))
        session.flush()
        new = Person("maja", "maja dricker kaffe 71", maja.totp_secret, maja.recovery_codes)
        made = Year(
            database,
            session,
            {"asta": asta, "astrid": unlock(session, town.astrid), "maja": unlock(session, new)},
            chance,
        )
        for name, spells in AWAY.items():
            who = account_by_login(session, name)
            assert who is not None
            session.add_all(
                Absence(account_id=who.id, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last))
                for first, last in spells
            )
        yield made
    database.close()


@pytest.mark.slow
def test_a_year_in_which_nothing_lies_unread_untold(year: Year) -> None:
    for _ in range(CONCERNS):
        year.at(BEGIN + (END - BEGIN - timedelta(days=20)) * year.chance.random(), year.file)
    year.at(LEAVES, lambda: leave(year))
    for day in range(1, 366):
        year.at(BEGIN + timedelta(days=day), year.purge)
    for day in range(365):
        year.at(next_open(OFFICE, BEGIN + timedelta(days=day, hours=8)), year.look_in)
    year.run()
    reports = year.session.scalars(select(Report)).all()
    assert len(reports) + year.seen["purged"] == CONCERNS
    assert year.seen["purged"] > 100
    assert year.seen["refused"] > 20
    assert not [one for one in reports if one.state in UNREAD]
    assert year.seen["letters"] > 300
    assert year.seen["late and told"] > 20
    assert year.seen["promise broken"] > 5
    assert year.seen["added"] > 50
    assert year.seen["asked"] > 20
    assert set(Counter(one.state for one in reports)) >= {State.CLOSED, State.WITHDRAWN, State.QUARANTINED}
