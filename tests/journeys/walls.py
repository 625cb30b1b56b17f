"""Posters on the walls of the lived-in demo: old ones, new ones, some not hung yet, some missing."""

from datetime import date, timedelta

from hung import Said
from journeys.serving import Server
from sqlalchemy import select

from huskurage.actions.hanging import edition_now, note_printed, revision_for
from huskurage.core.standing import months_before
from huskurage.store.hanging import Hanging
from huskurage.store.houses import stairwells_of
from huskurage.store.people import Account
from huskurage.store.places import Municipality

HUNG = 9  # stairwells with a poster; the last ones' are not up yet


def hang_posters(server: Server) -> None:
    """Bo's first stairwells: up for long with a number that has changed since, newly up, printed only, missing."""
    database, today = server.database(), date.today()  # noqa: DTZ011 - the demo lives on this machine's day
    with database.writes() as session:
        bo = session.scalars(select(Account).where(Account.name == "Bo")).one()
        assert bo.landlord_id is not None
        town = session.get_one(Municipality, bo.municipality_id)
        edition = edition_now(town, sayings=Said(), design="calm", languages=("sv", "en", "ar"))
        houses = session.scalars(stairwells_of(bo.landlord_id).limit(HUNG)).all()
        revision = revision_for(session, town, edition=edition, day=months_before(today, 20))
        revision.numbers = dict.fromkeys(revision.numbers, "08-465 001 00")
        note_printed(session, {one.id: one.tag for one in houses}, revision=revision, day=months_before(today, 20))
        for place, one in enumerate(session.scalars(select(Hanging).order_by(Hanging.id)).all()[: HUNG - 3]):
            one.up_on, one.up_by_id = months_before(today, 19 - 3 * place), bo.id
            one.checked_on, one.checked_by_id = (today - timedelta(days=20), bo.id) if place % 2 else (None, None)
            one.down_on = today if place == 2 else None
        houses[1].said_missing, houses[3].letters_on = True, today - timedelta(days=3)
        session.commit()
    database.close()
