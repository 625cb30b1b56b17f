"""A new key for an inbox: everything stays readable, in any order of things, and the old key opens nothing new."""

import itertools

import pytest
from doing import SCREAMS, file, only_report, unlock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from teams import account_of, children_inbox, first_inbox, rotate
from town import MORNING, Town

from huskurage.actions.entries import Keyring, key_store, open_entry
from huskurage.actions.errors import NotFound
from huskurage.actions.keys import inbox_ring, kit_ring, replace_kit
from huskurage.actions.openings import let_in
from huskurage.actions.rotation import begin_rotation, left_to_reseal, reseal_batch
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, note
from huskurage.core.concern import Answer, Concern
from huskurage.core.lifecycle import State
from huskurage.core.sealing import Unsealable
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.inboxes import Opening
from huskurage.store.reports import ContentKey, Entry, Recipient, Report


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.position)))


def concerns(session: Session, ring: Keyring) -> list[str]:
    """The first words of every report, as this ring opens them."""
    entries = session.scalars(select(Entry).where(Entry.position == 1)).all()
    opened = [open_entry(entry, Recipient.INBOX, ring) for entry in entries]
    return sorted(Concern.from_bytes(content).text for content in opened if content)


def test_a_new_key_leaves_contents_alone_and_everything_readable(session: Session, town: Town) -> None:
    file(session)
    asta, inbox = unlock(session, town.asta), first_inbox(session)
    before = {one.id: one.ciphertext for one in session.scalars(select(Entry))}
    old_key, old_sealed = inbox.public_key, session.scalars(select(ContentKey.sealed)).all()
    rotate(session, asta, inbox)
    assert inbox.public_key != old_key
    assert {one.id: one.ciphertext for one in session.scalars(select(Entry))} == before
    assert len(set(session.scalars(select(ContentKey.sealed)).all()) & set(old_sealed)) == 1, "the neighbour's own"
    for person in (town.asta, town.astrid):
        read = read_thread(session, unlock(session, person), only_report(session), now=MORNING)
        assert [one.content.text for one in read] == [SCREAMS]
    assert concerns(session, kit_ring(inbox, town.kit_code)) == [SCREAMS]


def test_while_old_keys_remain_both_open_and_afterwards_the_old_openings_are_gone(session: Session, town: Town) -> None:
    for page in range(1, 6):
        file(session, f"Concern {page}", page=page)
    asta, inbox = unlock(session, town.asta), first_inbox(session)
    begin_rotation(session, asta, inbox, now=MORNING)
    file(session, "After", page=6)
    assert reseal_batch(session, asta, inbox, 2, now=MORNING) == 3
    assert {one.generation for one in inbox.openings} == {1, 2}
    assert len(concerns(session, inbox_ring(inbox, asta.account, asta.pair))) == 6
    assert [reseal_batch(session, asta, inbox, 2, now=MORNING) for _ in range(3)] == [1, 0, 0]
    assert {one.generation for one in session.scalars(select(Opening))} == {2}
    assert len(concerns(session, inbox_ring(inbox, asta.account, asta.pair))) == 6
    assert [one for one in acts(session) if one.value.startswith("key_")] == [Act.KEY_ROTATED, Act.KEY_RESEALED]


def test_a_batch_that_is_undone_changes_nothing_and_the_next_goes_on(session: Session, town: Town) -> None:
    for page in range(1, 5):
        file(session, page=page)
    asta, inbox = unlock(session, town.asta), first_inbox(session)
    begin_rotation(session, asta, inbox, now=MORNING)
    crash = session.begin_nested()
    reseal_batch(session, asta, inbox, 3, now=MORNING)
    crash.rollback()
    assert left_to_reseal(session, inbox) == 4
    assert reseal_batch(session, asta, inbox, now=MORNING) == 0


def test_other_inboxes_keep_their_key(session: Session, town: Town) -> None:
    asta = unlock(session, town.asta)
    children, _ = children_inbox(session, asta.account)
    file(session, "A child cries", children=Answer.YES)
    rotate(session, asta, first_inbox(session))
    assert (children.generation, first_inbox(session).generation) == (1, 2)


@pytest.mark.parametrize("who", ["bo", "adam"])
def test_who_opens_nothing_gives_no_new_key(session: Session, town: Town, who: str) -> None:
    one, inbox = unlock(session, town.people[who]), first_inbox(session)
    with pytest.raises(NotFound):
        begin_rotation(session, one, inbox, now=MORNING)
    rotate(session, unlock(session, town.asta), inbox)
    file(session)
    begin_rotation(session, unlock(session, town.asta), inbox, now=MORNING)
    with pytest.raises(NotFound):
        reseal_batch(session, one, inbox, now=MORNING)


def test_a_text_that_does_not_open_stays_under_its_old_key_until_it_does(session: Session, town: Town) -> None:
    file(session, "Lost", page=1)
    file(session, "Kept", page=2)
    asta, inbox = unlock(session, town.asta), first_inbox(session)
    lost = session.scalars(select(Report).limit(1)).one()
    key = key_store(session).keys_of([lost.id])[lost.id]
    key_store(session).burn(lost.id)
    session.info.pop("report_keys", None)
    begin_rotation(session, asta, inbox, now=MORNING)
    assert [reseal_batch(session, asta, inbox, now=MORNING) for _ in range(2)] == [1, 1]
    assert {one.generation for one in inbox.openings} == {1, 2}
    session.info["report_keys"] = {lost.id: key}  # the right key store is back
    assert reseal_batch(session, asta, inbox, now=MORNING) == 0
    assert concerns(session, inbox_ring(inbox, asta.account, asta.pair)) == ["Kept", "Lost"]


def test_a_kit_made_in_the_middle_opens_old_and_new_and_ends_the_old_paper(session: Session, town: Town) -> None:
    file(session, "Old")
    asta, inbox = unlock(session, town.asta), first_inbox(session)
    begin_rotation(session, asta, inbox, now=MORNING)
    file(session, "New", page=2)
    kit = replace_kit(session, inbox=inbox, holder=asta.pair, account=asta.account, now=MORNING)
    assert concerns(session, kit_ring(inbox, kit.code)) == ["New", "Old"]
    with pytest.raises(Unsealable):
        kit_ring(inbox, town.kit_code)
    assert inbox.kit is not None
    assert inbox.kit.test_opened_on is None


def test_a_trial_of_the_paper_still_holds_after_a_new_key(session: Session, town: Town) -> None:
    inbox = first_inbox(session)
    tried = inbox.kit and inbox.kit.test_opened_on
    rotate(session, unlock(session, town.asta), inbox)
    assert tried is not None
    assert inbox.kit is not None
    assert inbox.kit.test_opened_on == tried


OPENERS = ("asta", "astrid", "kit")


@pytest.mark.parametrize("left", [set(some) for size in range(4) for some in itertools.combinations(OPENERS, size)])
def test_the_report_opens_while_one_opener_is_left_and_with_none_it_does_not(
    session: Session, town: Town, left: set[str]
) -> None:
    file(session)
    inbox = first_inbox(session)
    for one in list(inbox.openings):
        name = one.account.name.casefold() if one.account else "kit"
        if name not in left:
            session.delete(one)
    session.flush()
    session.expire(inbox)
    for name in OPENERS:
        if name in left:
            assert concerns(session, ring_of(session, town, name)) == [SCREAMS]
        else:
            with pytest.raises(NotFound):
                ring_of(session, town, name)


def ring_of(session: Session, town: Town, name: str) -> Keyring:
    inbox = first_inbox(session)
    if name == "kit":
        return kit_ring(inbox, town.kit_code)
    one = unlock(session, town.people[name])
    return inbox_ring(inbox, one.account, one.pair)


STEPS = ("file", "read", "note", "ask", "begin", "batch", "batch", "crash", "let_in")


@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_in_between_everything_filed_can_be_read_by_everybody(
    session: Session, town: Town, steps: list[str]
) -> None:
    start = session.begin_nested()
    asta, inbox, filed = unlock(session, town.asta), first_inbox(session), 0
    for step in steps:
        report = session.scalars(select(Report).order_by(Report.id).limit(1)).first()
        if step == "file":
            filed += 1
            file(session, f"Concern {filed}", page=filed)
        elif step == "begin":
            begin_rotation(session, asta, inbox, now=MORNING)
        elif step == "batch":
            reseal_batch(session, asta, inbox, 2, now=MORNING)
        elif step == "crash":
            crash = session.begin_nested()
            reseal_batch(session, asta, inbox, 2, now=MORNING)
            crash.rollback()
        elif step == "let_in":
            let_in(session, asta, inbox, account_of(session, town, "astrid"), now=MORNING)
        elif report is not None:
            talk(session, town, report, step)
        check_all_read(session, town, filed)
    while inbox.unfinished:
        reseal_batch(session, asta, inbox, 3, now=MORNING)
    check_all_read(session, town, filed)
    start.rollback()
    session.expire_all()


def talk(session: Session, town: Town, report: Report, step: str) -> None:
    astrid = unlock(session, town.astrid)
    read_thread(session, astrid, report, now=MORNING)
    if step == "note":
        note(session, astrid, report, text="Called", now=MORNING)
    elif step == "ask" and report.state is State.READ:
        ask(session, astrid, report, text="Which floor?", language="en", now=MORNING)


def check_all_read(session: Session, town: Town, filed: int) -> None:
    expected = sorted(f"Concern {number + 1}" for number in range(filed))
    for name in OPENERS:
        ring = ring_of(session, town, name)
        assert concerns(session, ring) == expected
        for entry in session.scalars(select(Entry)):
            assert open_entry(entry, Recipient.INBOX, ring)
