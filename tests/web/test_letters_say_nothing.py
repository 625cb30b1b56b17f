"""Whatever was said, wherever, about whomever and in which language: letters and the loudest log hold nothing of it."""

import logging
import re
from functools import partial

import pytest
from canaries import Canaries
from doing import Desk, Neighbour
from flask import Flask
from sqlalchemy import select
from town import Clock, Town

from huskurage.actions.delivery import deliver_letters
from huskurage.actions.letters import order_letter
from huskurage.mail import MemoryPost
from huskurage.store.engine import Database
from huskurage.store.people import account_by_login
from huskurage.store.reports import Notice, Report, Told
from huskurage.web.database import transaction
from huskurage.web.site import Site

OWN = re.compile(rb"^(Date|Message-ID|To): [^\r]*\r\n", re.MULTILINE)


def tell(database: Database, site: Site, clock: Clock, *names: str) -> list[bytes]:
    """Somebody was told of everything there is; the letters about it."""
    with transaction(database) as session:
        for name in names:
            account = account_by_login(session, name)
            assert account is not None
            for notice in session.scalars(select(Notice)):
                notice.tell(Told.OWNER, account.id)
            assert order_letter(session, account, now=clock())
    clock.move(minutes=40)
    assert isinstance(site.post, MemoryPost)
    before = len(site.post.sent)
    deliver_letters(partial(transaction, database), now=clock(), post=site.post)
    return [one.content for one in list(site.post.sent)[before:]]


def test_letters_about_different_concerns_to_different_people_are_the_same_bytes(
    app: Flask, town: Town, clock: Clock, database: Database, site: Site, asta: Desk
) -> None:
    asta.press("/staff/letters/test")
    quiet = Neighbour(app, clock, town.tags["Bruksgatan 1"], "sv")
    quiet.send("En viskning", children="no", about="neighbour")
    first = tell(database, site, clock, "asta")
    clock.move(hours=30)
    loud = Neighbour(app, clock, town.tags["Kyrkogatan 4 A"], "ar")
    loud.send("Slag " * 700, children="yes", about="child", heard_by="many", happening="yes", called="1")
    letters = first + tell(database, site, clock, "astrid", "adam")
    assert isinstance(site.post, MemoryPost)
    assert len(site.post.sent) == 4
    assert len({OWN.sub(b"", one.content) for one in site.post.sent}) == 1
    assert [len(OWN.findall(one)) for one in letters] == [3, 3, 3]


def test_canaries_street_child_and_language_are_in_no_letter_and_no_log(
    app: Flask, town: Town, clock: Clock, database: Database, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    sing = Canaries()
    with caplog.at_level(logging.DEBUG):
        neighbour = Neighbour(app, clock, town.tags["Kyrkogatan 4 A"], "ar")
        neighbour.send(sing("text"), children="yes", about="child", floor=sing("floor"))
        letters = tell(database, site, clock, "asta", "astrid", "adam")
        app.test_client().get("/readyz")
    with database.reads() as session:
        report = session.scalars(select(Report)).one().id
    assert len(letters) == 3
    everywhere = b"".join(letters).decode().replace("=\r\n", "") + caplog.text
    for secret in (
        sing.stem,
        report,
        "Kyrkogatan",
        town.tags["Kyrkogatan 4 A"],
        "lindbacka.example/staff",
        "Lindbacka",
    ):
        assert secret not in everywhere
    said = b"".join(letters).decode().partition("\r\n\r\n")[2]
    assert not re.search(r"barn|child|oro\b|concern|arab|\bar\b|urgent|akut|anmäl|report", said, re.IGNORECASE)


def test_nobody_is_written_to_of_what_was_done_meanwhile(
    neighbour: Neighbour, clock: Clock, database: Database, site: Site, asta: Desk
) -> None:
    neighbour.send()
    asta.press(f"{asta.reports()[0]}/read")
    with transaction(database) as session:
        for notice in session.scalars(select(Notice)):
            session.delete(notice)
    assert tell(database, site, clock, "asta", "astrid") == []
