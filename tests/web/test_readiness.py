"""What machines that watch the site are told: one word, and no more, since anybody may ask."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from doing import Desk
from hygiene import InspectingClient
from sqlalchemy import text
from town import MORNING, Clock

from huskurage.store.engine import Database
from huskurage.store.outbox import Upkeep, upkeep_to_change
from huskurage.web.database import transaction
from huskurage.web.site import Site


def asked(client: InspectingClient, path: str = "/readyz") -> tuple[int, str]:
    answer = client.get(path)
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.get_data(as_text=True)


def note(database: Database, change: Callable[[Upkeep], None]) -> None:
    with transaction(database) as session:
        change(upkeep_to_change(session))


def test_a_fresh_site_lives_and_is_ready(client: InspectingClient) -> None:
    assert asked(client, "/healthz") == (200, "ok\n")
    assert asked(client) == (200, "ok\n")


def test_jobs_that_once_ran_must_run_every_fifteen_minutes(
    client: InspectingClient, database: Database, clock: Clock
) -> None:
    note(database, lambda row: setattr(row, "checked_at", MORNING))
    clock.move(minutes=15)
    assert asked(client) == (200, "ok\n")
    clock.move(seconds=1)
    assert asked(client) == (503, "jobs\n")


def test_letters_that_fail_for_fifteen_minutes_make_it_unready(
    client: InspectingClient, database: Database, clock: Clock
) -> None:
    note(database, lambda row: setattr(row, "failing_since", MORNING - timedelta(minutes=15)))
    assert asked(client) == (200, "ok\n")
    clock.move(seconds=1)
    assert asked(client) == (503, "letters\n")
    assert asked(client, "/healthz") == (200, "ok\n")


def test_a_key_store_that_is_gone_makes_it_unready(client: InspectingClient, site: Site) -> None:
    with site.database.key_store.engine.begin() as connection:
        connection.execute(text("DROP TABLE report_keys"))
    assert asked(client) == (503, "keys\n")


def test_a_database_that_does_not_answer_makes_it_unready_but_alive(
    client: InspectingClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Database("postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=2", site.settings.key_store_url)
    monkeypatch.setattr(site, "database", gone)
    assert asked(client) == (503, "database\n")
    assert asked(client, "/healthz") == (200, "ok\n")
    gone.close()


def test_the_cookie_of_somebody_signed_in_changes_nothing(asta: Desk) -> None:
    assert asta.client.get("/readyz").get_data(as_text=True) == "ok\n"
