"""The town on one SQLite database, for house tests that ask nothing of the database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from campaigning import TODAY, a_campaign, an_event, text_in
from compiled import Compiled
from doing import Neighbour
from flask import Flask
from house.things import one_of_everything
from house.ways import Things, things_of
from hygiene import InspectingClient
from othertown import one_print, plan_and_logos
from sqlalchemy import select
from town import CHEAP, PEPPER, Clock, Town, found_town

from huskurage.app import create_app
from huskurage.settings import Settings, shipped
from huskurage.store.engine import Database
from huskurage.store.houses import stairwells_of
from huskurage.store.places import Landlord
from huskurage.web.site import EXTENSION


@pytest.fixture(scope="session")
def small_town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Town]:
    folder = tmp_path_factory.mktemp("small-town")
    settings = Settings(
        data_dir=folder, database_url=f"sqlite:///{folder}/town.db", key_store_url=f"sqlite:///{folder}/keys.db",
        secret=b"s" * 32, pepper=PEPPER, host="huskurage.example",
        translations_dir=shipped("translations"), posters_dir=shipped("posters"),
    )  # fmt: skip
    database = Database(settings.database_url, settings.key_store_url)
    database.migrate()
    with database.writes() as session:
        town = found_town(session)
        week = a_campaign(session, name=text_in({"sv": "En vecka"}), about=text_in({"sv": "För alla."}))
        evening = {"day": TODAY + timedelta(days=1), "booking": "08-465 004 50", "interpreter": True}
        an_event(session, campaign_id=week.id, title=text_in({"sv": "Kaffe"}), **evening)
        session.commit()
    database.close()
    return settings, town


def opened(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """A site on these settings, closed afterwards."""
    made = create_app(settings, now=clock)
    made.test_client_class = InspectingClient
    made.jinja_env.bytecode_cache = Compiled()
    made.extensions[EXTENSION].passphrase_cost = made.extensions[EXTENSION].code_cost = CHEAP
    yield made
    made.extensions[EXTENSION].database.close()


@pytest.fixture
def small_site(small_town: tuple[Settings, Town], clock: Clock) -> Iterator[Flask]:
    yield from opened(small_town[0], clock)


@pytest.fixture
def things(app: Flask, town: Town, clock: Clock, database: Database, settings: Settings) -> Things:
    """One of everything that addresses name, in Lindbacka: a filed report, Bo's stairwell, his finished print."""
    Neighbour(app, clock, town.tags["Kyrkogatan 4 A"]).send()
    with database.writes() as session:
        landlord = session.scalars(select(Landlord).where(Landlord.slug == "lindbackahem")).one()
        stairwell = session.scalars(stairwells_of(landlord.id).limit(1)).one()
        one_print(session, landlord, stairwell, settings)
        plan_and_logos(session, landlord)
        a_campaign(session)
        an_event(session)
        made = one_of_everything(session, town, now=clock())
        session.commit()
        return {**things_of(session, landlord.municipality_id, app), **made}


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    """An empty folder for made-up catalogs."""
    folder = tmp_path / "translations"
    folder.mkdir()
    return folder


@pytest.fixture
def translated_site(small_town: tuple[Settings, Town], clock: Clock, translations: Path) -> Iterator[Flask]:
    """A site whose catalogs lie in `translations`; a test writes them before it asks for this."""
    settings = small_town[0]
    made = Settings(
        data_dir=settings.data_dir, database_url=settings.database_url, key_store_url=settings.key_store_url,
        secret=settings.secret, pepper=settings.pepper, host=settings.host,
        translations_dir=translations, posters_dir=settings.posters_dir,
    )  # fmt: skip
    yield from opened(made, clock)
