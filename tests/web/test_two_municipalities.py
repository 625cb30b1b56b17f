"""Two municipalities in one installation: tags and hosts lead to the right one, and none is picked blindly."""

from typing import Any

import pytest
from doing import SCREAMS, Neighbour, code_on
from flask import Flask
from othertown import HOST, NUMBER, OtherTown, found_other_town
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import Clock

from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox
from huskurage.store.reports import Report

AT_STORVIK = {"base_url": f"https://{HOST}"}
PAGES = ("/en/", "/en/now", "/en/about", "/en/privacy", "/en/events", "/en/write")


@pytest.fixture(autouse=True)
def storvik(session: Session, settings: Settings) -> OtherTown:
    made = found_other_town(session, settings)
    session.commit()
    return made


def reports_in(database: Database, name: str) -> int:
    with database.reads() as session:
        query = select(func.count()).select_from(Report).join(Report.inbox).where(Inbox.name == name)
        return session.scalar(query) or 0


def page(app: Flask, path: str, **at: Any) -> str:
    return str(app.test_client().get(path, **at).get_data(as_text=True))


def test_a_tag_leads_to_its_own_municipality_and_its_inbox(
    app: Flask, clock: Clock, storvik: OtherTown, neighbour: Neighbour, database: Database
) -> None:
    assert "Storvik kommun" in page(app, f"/en/{storvik.tag}/about")
    assert "Lindbacka kommun" in page(app, f"/en/{neighbour.tag}/about", **AT_STORVIK)
    before = reports_in(database, "Storvik")
    assert len(code_on(Neighbour(app, clock, storvik.tag).send())) == 20
    neighbour.send()
    assert (reports_in(database, "Storvik"), reports_in(database, "Lindbacka")) == (before + 1, 1)


@pytest.mark.parametrize("path", ["/", *PAGES, "/en/2222222"])
def test_without_a_tag_or_a_host_of_its_own_a_person_chooses(app: Flask, path: str) -> None:
    shown = page(app, path, headers={"Accept-Language": "en"})
    assert "Which municipality is it about?" in shown
    assert all(words in shown for words in ("Lindbacka kommun", "Storvik kommun", f"//{HOST}/en/", 'href="tel:112"'))
    assert NUMBER.replace(" ", "\N{NO-BREAK SPACE}") in shown


@pytest.mark.parametrize("path", PAGES)
def test_a_municipalitys_own_host_leads_to_it(app: Flask, path: str) -> None:
    assert "Which municipality" not in page(app, path, **AT_STORVIK)
    assert "Storvik kommun" in page(app, "/en/about", base_url=f"http://{HOST.upper()}:8000")


def test_a_concern_sent_from_nowhere_is_not_guessed_at_and_its_text_is_kept(
    app: Flask, neighbour: Neighbour, database: Database
) -> None:
    sent = {"ticket": neighbour.ticket(), "text": SCREAMS, "send": "1"}
    answer = app.test_client().post("/en/write", data=sent)
    assert answer.status_code == 422
    assert f"{SCREAMS}</textarea>" in answer.get_data(as_text=True)
    assert reports_in(database, "Lindbacka") == 0


def test_a_code_works_from_every_page(app: Flask, clock: Clock, storvik: OtherTown, neighbour: Neighbour) -> None:
    code = code_on(Neighbour(app, clock, storvik.tag).send())
    for tag in ("", storvik.tag, neighbour.tag):
        there = Neighbour(app, clock, tag)
        assert there.app.test_client().get(there.path("code")).status_code == 200
        assert "Your concern" in there.come_back(code).get_data(as_text=True)


def test_leaving_leads_away_from_everywhere(app: Flask) -> None:
    assert app.test_client().get("/leave/away").headers["Location"].startswith("https://www.smhi.se")
    own = app.test_client().get("/leave/away", **AT_STORVIK)
    assert own.headers["Location"] == "https://weather.example/storvik"
