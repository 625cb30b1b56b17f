"""The people of the town at their devices."""

import pytest
from doing import Desk, Neighbour
from flask import Flask
from town import Clock, Town

from huskurage.web.site import EXTENSION, Site


@pytest.fixture
def site(app: Flask) -> Site:
    found: Site = app.extensions[EXTENSION]
    return found


@pytest.fixture
def neighbour(app: Flask, clock: Clock, town: Town) -> Neighbour:
    return Neighbour(app, clock, town.tags["Kyrkogatan 4 A"])


@pytest.fixture
def asta(app: Flask, clock: Clock, town: Town) -> Desk:
    return Desk(app, town.asta, clock)


@pytest.fixture
def astrid(app: Flask, clock: Clock, town: Town) -> Desk:
    return Desk(app, town.astrid, clock)


@pytest.fixture
def bo(app: Flask, clock: Clock, town: Town) -> Desk:
    return Desk(app, town.bo, clock)


@pytest.fixture
def cleo(app: Flask, clock: Clock, town: Town) -> Desk:
    return Desk(app, town.cleo, clock)


@pytest.fixture
def adam(app: Flask, clock: Clock, town: Town) -> Desk:
    return Desk(app, town.adam, clock)
