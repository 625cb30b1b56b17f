"""Feedback about accessibility: whom it is sealed to, who opens it, when they are told, and when it is gone."""

from datetime import datetime, timedelta

import pytest
from doing import dump, file, unlock
from othertown import found_other_town
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from teams import account_of, first_inbox, free_of_duties
from town import CHEAP, MORNING, PEPPER, Town

from huskurage.actions.errors import NobodyReads, NotFound
from huskurage.actions.feedback import (
    announce,
    clear_hurried,
    deal_with,
    forget_remarks,
    readers,
    tell,
    told_to,
)
from huskurage.actions.keys import make_account
from huskurage.actions.leaving import end_account
from huskurage.actions.letters import order_letter, something_waits
from huskurage.core.access import Role
from huskurage.core.feedback import FEEDBACK_LIMIT, Feedback
from huskurage.core.sealing import BUCKETS, NONCE_SIZE, TAG_SIZE
from huskurage.settings import Settings
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.base import random_id
from huskurage.store.outbox import Letter
from huskurage.store.people import Account
from huskurage.store.places import only_municipality
from huskurage.store.remarks import Remark, RemarkKey

WORDS = "I cannot hear the numbers"
TOMORROW = MORNING + timedelta(days=1)


def said(session: Session, text: str = WORDS, *, name: str = "", now: datetime = MORNING, **facts: object) -> str:
    """Somebody sends the form; answers the message's id."""
    municipality, made = only_municipality(session, "lindbacka.example"), name or random_id()
    number = municipality.id if municipality else 1
    tell(session, Feedback(text=text, **facts), municipality_id=number, remark_id=made, now=now)  # type: ignore[arg-type]  # as they are
    session.flush()
    return made


def heard(session: Session, town: Town, who: str) -> list[str | None]:
    """What somebody reads; None for what does not open."""
    return [one.feedback.text if one.feedback else None for one in told_to(session, unlock(session, town.people[who]))]


def everybody_leaves(session: Session, *roles: Role) -> None:
    session.execute(update(Account).where(Account.role.in_(roles)).values(left_on=MORNING.date()))
    session.expire_all()


def hire(session: Session, name: str) -> Account:
    municipality = only_municipality(session)
    assert municipality is not None
    return make_account(
        session, login=name, name=name.title(), role=Role.ADMINISTRATOR, municipality=municipality, landlord=None,
        passphrase=f"{name} dricker kaffe 71", pepper=PEPPER, cost=CHEAP, email=f"{name}@lindbacka.example",
    ).account  # fmt: skip


def order(session: Session, account: Account, now: datetime) -> bool:
    return order_letter(session, account, now=now)


def letters(session: Session) -> list[str]:
    return sorted(one.account.name for one in session.scalars(select(Letter)))


def test_an_administrator_opens_it_and_a_coordinator_does_not_learn_that_it_exists(
    session: Session, town: Town
) -> None:
    said(session, part="The map", language="ar")
    (told,) = told_to(session, unlock(session, town.adam))
    assert told.feedback == Feedback(text=WORDS, part="The map", language="ar")
    assert (repr(told), repr(told.feedback)) == ("<Told>", "<Feedback>")
    assert told.gone_on == MORNING.date() + timedelta(days=90)
    assert heard(session, town, "asta") == []
    assert [one.name for one in readers(session, told.remark.municipality_id)] == ["Adam"]


def test_nothing_but_day_size_and_ciphertext_is_kept(session: Session, town: Town) -> None:
    del town
    said(session, WORDS, part="Karin, 070-174 06 05", language="ti")
    said(session, "x" * FEEDBACK_LIMIT)
    said(session, "\N{ETHIOPIC SYLLABLE HA}" * FEEDBACK_LIMIT)
    kept = dump(session)
    for table in ("remarks", "remark_keys"):
        for row in kept[table]:
            assert not any(str(word) in repr(row) for word in ("hear", "Karin", "ti'", f"{MORNING:%H:%M}"))
    sizes = {len(row[3]) - NONCE_SIZE - TAG_SIZE for row in kept["remarks"]}
    assert sizes <= set(BUCKETS)
    assert sizes == {512, 4096, 8192}
    assert {len(row[2]) for row in kept["remark_keys"]} == {80}


def test_the_same_page_twice_is_one_message(session: Session, town: Town) -> None:
    name = random_id()
    said(session, name=name)
    said(session, name=name)
    assert heard(session, town, "adam") == [WORDS]


def test_without_administrators_the_coordinators_read_it_and_without_anybody_it_is_refused(
    session: Session, town: Town
) -> None:
    said(session, "To Adam")
    everybody_leaves(session, Role.ADMINISTRATOR)
    said(session, "To those who are left")
    assert heard(session, town, "asta") == heard(session, town, "astrid") == ["To those who are left"]
    everybody_leaves(session, Role.COORDINATOR)
    before = dump(session)
    with pytest.raises(NobodyReads):
        said(session)
    assert dump(session) == before


def test_a_message_that_was_moved_or_changed_does_not_open_and_is_said_to_be_there(
    session: Session, town: Town
) -> None:
    first, second = said(session, "One"), said(session, "Another")
    one, other = session.get_one(Remark, first), session.get_one(Remark, second)
    one.ciphertext, other.ciphertext = other.ciphertext, one.ciphertext
    one.keys[0].sealed, other.keys[0].sealed = other.keys[0].sealed, one.keys[0].sealed
    session.flush()
    assert heard(session, town, "adam") == [None, None]
    with pytest.raises(NotFound):
        deal_with(session, unlock(session, town.adam), first, now=MORNING)


def test_who_comes_later_or_begins_anew_sees_that_it_is_there_and_opens_what_comes(
    session: Session, town: Town
) -> None:
    said(session, "Before")
    hire(session, "ada")
    said(session, "After")
    ada = unlock(session, type(town.adam)("ada", "ada dricker kaffe 71", "", ()))
    seen = {one.feedback.text if one.feedback else None for one in told_to(session, ada)}
    assert seen == {None, "After"}
    assert set(heard(session, town, "adam")) == {"Before", "After"}


def test_an_administrator_leaves_and_nothing_breaks(session: Session, town: Town) -> None:
    free_of_duties(session, first_inbox(session))
    said(session, "To Adam alone")
    ada = hire(session, "ada")
    person = account_of(session, town, "adam")
    end_account(session, unlock(session, town.asta), person, now=MORNING, today=MORNING.date())
    assert session.scalars(select(RemarkKey)).all() == []
    unlocked = unlock(session, type(town.adam)("ada", "ada dricker kaffe 71", "", ()))
    assert unlocked.account is ada
    assert [one.feedback for one in told_to(session, unlocked)] == [None]
    assert announce(session, now=TOMORROW, order_letter=order) == 0
    said(session, "To Ada")
    assert {one.feedback.text for one in told_to(session, unlocked) if one.feedback} == {"To Ada"}


def test_dealing_with_it_deletes_it_and_the_log_tells_that_and_nothing_else(session: Session, town: Town) -> None:
    name, adam = said(session), unlock(session, town.adam)
    said(session, "Another")
    deal_with(session, adam, name, now=MORNING)
    assert heard(session, town, "adam") == ["Another"]
    (line,) = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.FEEDBACK_REMOVED))
    assert (line.account_id, line.object_kind, line.object_id) == (adam.account.id, "", "")
    for who in ("asta", "adam"):
        with pytest.raises(NotFound):
            deal_with(session, unlock(session, town.people[who]), name, now=MORNING)


def test_another_municipalitys_administrator_neither_sees_nor_deletes_it(
    session: Session, town: Town, settings: Settings
) -> None:
    name = said(session)
    tor = found_other_town(session, settings).people["tor"]
    unlocked = unlock(session, tor)
    assert [one.feedback.text for one in told_to(session, unlocked) if one.feedback] == ["The map is too small"]
    assert len(told_to(session, unlocked)) == 1
    with pytest.raises(NotFound):
        deal_with(session, unlocked, name, now=MORNING)
    assert heard(session, town, "adam") == [WORDS]


def test_what_machines_sent_is_deleted_at_once_and_what_people_wrote_stays(session: Session, town: Town) -> None:
    adam = unlock(session, town.adam)
    for number in range(5):
        said(session, f"Buy {number}", hurried=True)
    said(session)
    clear_hurried(session, adam, now=MORNING)
    assert heard(session, town, "adam") == [WORDS]
    clear_hurried(session, adam, now=MORNING)
    acts = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.FEEDBACK_REMOVED)).all()
    assert len(acts) == 1


@pytest.mark.parametrize(("days", "there"), [(0, 2), (89, 2), (90, 1), (91, 0)])
def test_it_is_gone_after_ninety_days_whatever_happens(session: Session, town: Town, days: int, there: int) -> None:
    said(session, "First")
    said(session, "A day later", now=TOMORROW)
    forget_remarks(session, MORNING + timedelta(days=days))
    session.expire_all()
    assert len(heard(session, town, "adam")) == there
    assert len(session.scalars(select(RemarkKey)).all()) == there


def test_the_administrator_is_told_next_day_by_one_letter_however_many_came(session: Session, town: Town) -> None:
    for number in range(300):
        said(session, f"Message {number}")
    assert announce(session, now=MORNING, order_letter=order) == 0, "a letter on the same day would tell the hour"
    assert announce(session, now=TOMORROW.replace(hour=2), order_letter=order) == 0, "nobody is told at night"
    assert announce(session, now=TOMORROW, order_letter=order) == 1
    assert letters(session) == ["Adam"]
    assert something_waits(session, account_of(session, town, "adam"))
    assert not something_waits(session, account_of(session, town, "asta"))
    said(session, "Another", now=TOMORROW)
    for hour in (9, 10, 11):
        assert announce(session, now=TOMORROW.replace(hour=hour), order_letter=order) == 0
    assert announce(session, now=TOMORROW + timedelta(days=1), order_letter=order) == 1


def test_who_cannot_be_written_to_is_tried_again_and_counts_as_not_told(session: Session, town: Town) -> None:
    adam = account_of(session, town, "adam")
    adam.email = ""
    said(session)
    assert announce(session, now=TOMORROW, order_letter=order) == 0
    adam.email = "adam@lindbacka.example"
    assert announce(session, now=TOMORROW, order_letter=order) == 1


def test_a_letter_is_not_sent_when_all_is_dealt_with_meanwhile(session: Session, town: Town) -> None:
    name, adam = said(session), unlock(session, town.adam)
    announce(session, now=TOMORROW, order_letter=order)
    assert something_waits(session, adam.account)
    deal_with(session, adam, name, now=TOMORROW)
    assert not something_waits(session, adam.account)


def test_a_concern_and_a_message_do_not_wake_each_others_readers(session: Session, town: Town) -> None:
    file(session)
    said(session)
    announce(session, now=TOMORROW, order_letter=order)
    assert letters(session) == ["Adam"]
    assert heard(session, town, "bo") == heard(session, town, "cleo") == []
