"""The page about letters: what it shows, the letter to oneself, and what was given up."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from doing import Desk
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.core.letters import LetterProblem, Message, NotDelivered
from huskurage.core.mailserver import MailServer, Security
from huskurage.mail import MemoryPost, Post
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.outbox import Letter, upkeep, upkeep_to_change
from huskurage.store.people import Account, account_by_login
from huskurage.store.places import Municipality
from huskurage.web.database import transaction
from huskurage.web.site import Site

PAGE = "/staff/letters/"
SERVER = MailServer("smtp.huskurage.example", 587, Security.STARTTLS)


@contextmanager
def asta_of(database: Database) -> Iterator[tuple[Session, Account]]:
    with transaction(database) as session:
        asta = account_by_login(session, "asta")
        assert asta is not None
        yield session, asta


def give_up(database: Database, problem: LetterProblem = LetterProblem.RECIPIENT_REFUSED) -> str:
    """A letter to Asta that was given up; answers its address."""
    with asta_of(database) as (session, asta):
        letter = Letter(account_id=asta.id, not_before=MORNING, tries=1, dead=True, problem=problem)
        session.add(letter)
        upkeep_to_change(session).failing_since = MORNING
        return f"{PAGE}{letter.id}"


class Refusing(MemoryPost):
    def send(self, message: Message) -> None:
        del message
        raise NotDelivered(LetterProblem.SIGN_IN_REFUSED)


@pytest.fixture
def mailed(site: Site) -> Site:
    """The site has a mail server now; a twin stands in for it."""
    site.settings = replace(site.settings, mail=SERVER)
    return site


def post_of(site: Site) -> MemoryPost:
    assert isinstance(site.post, MemoryPost)
    return site.post


def test_a_test_letter_goes_to_oneself_at_once_and_is_logged(asta: Desk, mailed: Site, database: Database) -> None:
    answer = asta.press(f"{PAGE}test")
    assert answer.status_code == 303
    assert "The mail server took it." in asta.see(answer.headers["Location"])
    assert [one.recipient for one in post_of(mailed).sent] == ["asta@lindbacka.example"]
    with database.reads() as session:
        assert session.scalar(select(func.count()).where(AuditEvent.act == Act.LETTER_TESTED)) == 1
        assert upkeep(session).delivered_at == MORNING


def test_a_test_letter_has_the_size_and_words_of_any_other(asta: Desk, adam: Desk, mailed: Site) -> None:
    asta.press(f"{PAGE}test")
    adam.press(f"{PAGE}test")
    first, second = (one.content.partition(b"\r\n\r\n") for one in post_of(mailed).sent)
    assert first[2] == second[2]
    assert first[0].count(b"\r\n") == second[0].count(b"\r\n")


def test_a_test_that_fails_says_why_in_plain_words(asta: Desk, mailed: Site, database: Database) -> None:
    mailed.post = Refusing(mailed.post.head)
    page = asta.see(asta.press(f"{PAGE}test").headers["Location"])
    assert re.search("The mail server does not accept the site.{1,5}s name and passphrase", page)
    with database.reads() as session:
        assert upkeep(session).failing_since == MORNING


def test_who_has_no_address_is_told_so(asta: Desk, site: Site, database: Database) -> None:
    with asta_of(database) as (_, account):
        account.email = ""
    assert "You have no mail address here." in asta.see(asta.press(f"{PAGE}test").headers["Location"])
    assert not post_of(site).sent


def test_a_site_for_trying_things_out_says_that_nothing_is_sent(asta: Desk) -> None:
    assert "letters are written but not sent" in asta.see(PAGE)
    assert "it is not sent from here" in asta.see(asta.press(f"{PAGE}test").headers["Location"])


def test_a_real_site_without_a_mail_server_says_that_nobody_is_told(asta: Desk, site: Site) -> None:
    site.settings = replace(site.settings, production=True)
    assert "Nobody is told by mail." in asta.see(PAGE)


def test_jobs_that_stand_still_and_letters_that_fail_are_said(asta: Desk, mailed: Site, database: Database) -> None:
    del mailed
    assert "Nobody is told by mail right now." in asta.see(PAGE)
    with transaction(database) as session:
        upkeep_to_change(session).checked_at = MORNING
    assert "Letters arrive as they should." in asta.see(PAGE)
    with transaction(database) as session:
        upkeep_to_change(session).failing_since = MORNING - timedelta(minutes=16)
    assert "Letters do not arrive." in asta.see(PAGE)


@pytest.mark.parametrize("verb", ["again", "dismiss"])
def test_what_was_given_up_is_tried_again_or_thrown_away(asta: Desk, database: Database, verb: str) -> None:
    letter = give_up(database)
    page = asta.see(PAGE)
    assert "asta@lindbacka.example" in page
    assert "does not accept this address" in page
    for _ in range(2 if verb == "again" else 1):  # pressed twice, it does no harm
        assert asta.press(f"{letter}/{verb}").headers["Location"] == PAGE
    assert "could not be delivered" not in asta.see(PAGE)
    with database.reads() as session:
        left = session.scalars(select(Letter)).all()
        assert [one.dead for one in left] == ([False] if verb == "again" else [])


def test_letters_of_another_municipality_are_not_there(adam: Desk, database: Database) -> None:
    letter = give_up(database)
    with asta_of(database) as (session, asta):
        other = Municipality(
            slug="granna", name="Granna", exit_address="https://weather.example/", mandated_form="", contacts=[]
        )
        session.add(other)
        session.flush()
        asta.municipality_id = other.id
    assert "asta@" not in adam.see(PAGE)
    for verb in ("again", "dismiss"):
        assert adam.press(f"{letter}/{verb}").status_code == 404


def test_the_page_is_for_those_who_set_up(bo: Desk, adam: Desk) -> None:
    assert bo.status(PAGE) == 404
    assert adam.status(PAGE) == 200
    assert PAGE in adam.see("/staff/set-up/")


def test_the_twin_is_a_post(site: Site) -> None:
    post: Post = site.post
    assert post.head.sign_in == "http://huskurage.example/staff/"
