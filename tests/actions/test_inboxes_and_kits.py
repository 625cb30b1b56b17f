"""Inboxes: nobody's alone, live only when a kit was tried, opened by keyholders and by the printed kit."""

import pytest
from doing import unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, OFFICE, Town

from huskurage.actions.errors import InboxNotReady, NotFound
from huskurage.actions.keys import go_live, inbox_ring, make_inbox, replace_kit, test_open_kit
from huskurage.core.hours import hours_to_json
from huskurage.core.keys import NotAKit, RecoveryKit, kit_pair, new_kit
from huskurage.core.sealing import Unsealable, seal_to, unseal
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.inboxes import Inbox, Receives, openings_held_by
from huskurage.store.people import Account
from huskurage.store.places import only_municipality


def new_inbox(session: Session, *keyholders: Account) -> tuple[Inbox, RecoveryKit]:
    municipality = only_municipality(session)
    assert municipality is not None
    return make_inbox(
        session, municipality=municipality, name="Ny", receives=Receives.ALL, hours=hours_to_json(OFFICE),
        keyholders=keyholders, now=MORNING,
    )  # fmt: skip


def the_inbox(session: Session) -> Inbox:
    return session.scalars(select(Inbox)).one()


def try_kit(session: Session, inbox: Inbox, code: str) -> None:
    test_open_kit(session, inbox=inbox, typed=code, now=MORNING, today=MORNING.date())


def test_an_inbox_is_not_live_before_its_kit_was_tried(session: Session, town: Town) -> None:
    inbox, kit = new_inbox(session, unlock(session, town.asta).account)
    with pytest.raises(InboxNotReady):
        go_live(inbox)
    try_kit(session, inbox, kit.code.lower().replace("-", " "))
    go_live(inbox)
    assert inbox.live


def test_an_inbox_that_only_its_kit_opens_is_not_live(session: Session) -> None:
    inbox, kit = new_inbox(session)
    try_kit(session, inbox, kit.code)
    with pytest.raises(InboxNotReady):
        go_live(inbox)


def test_another_inboxs_kit_or_a_mistyped_one_opens_nothing(session: Session, town: Town) -> None:
    inbox, kit = new_inbox(session, unlock(session, town.asta).account)
    for wrong in (new_kit().code, town.kit_code):
        with pytest.raises(Unsealable):
            try_kit(session, inbox, wrong)
    with pytest.raises(NotAKit):
        try_kit(session, inbox, kit.code[:-1])
    assert not any(opening.test_opened_on for opening in inbox.openings)


def test_every_keyholder_and_the_kit_open_the_same_key(session: Session, town: Town) -> None:
    inbox, sealed = the_inbox(session), seal_to(the_inbox(session).public_key, b"for the inbox")
    kit_opening = next(opening for opening in inbox.openings if opening.kit_key is not None)
    for person in (town.asta, town.astrid):
        one = unlock(session, person)
        pair = inbox_ring(inbox, one.account, one.pair)[inbox.generation]
        assert unseal(pair, sealed) == b"for the inbox"
        assert unseal(kit_pair(town.kit_code), kit_opening.sealed_key) == pair.private


@pytest.mark.parametrize("who", ["bo", "cleo", "adam"])
def test_who_holds_no_opening_opens_nothing(session: Session, town: Town, who: str) -> None:
    one = unlock(session, town.people[who])
    assert openings_held_by(session, one.account.id) == []
    with pytest.raises(NotFound):
        inbox_ring(the_inbox(session), one.account, one.pair)


def test_an_opening_moved_to_another_person_does_not_open_for_them(session: Session, town: Town) -> None:
    asta, astrid, inbox = unlock(session, town.asta), unlock(session, town.astrid), the_inbox(session)
    openings = {opening.account_id: opening for opening in inbox.openings}
    openings[asta.account.id].sealed_key = openings[astrid.account.id].sealed_key
    with pytest.raises(Unsealable):
        inbox_ring(inbox, asta.account, asta.pair)


def test_a_new_kit_ends_the_old_one_and_must_be_tried_itself(session: Session, town: Town) -> None:
    asta, inbox = unlock(session, town.asta), the_inbox(session)
    kit = replace_kit(session, inbox=inbox, holder=asta.pair, account=asta.account, now=MORNING)
    session.flush()
    session.expire_all()
    assert [opening.test_opened_on for opening in inbox.openings if opening.kit_key is not None] == [None]
    with pytest.raises(Unsealable):
        try_kit(session, inbox, town.kit_code)
    try_kit(session, inbox, kit.code)
    assert inbox.live


def test_making_and_trying_kits_is_logged_and_the_code_is_nowhere(session: Session, town: Town) -> None:
    asta, inbox = unlock(session, town.asta), the_inbox(session)
    kit = replace_kit(session, inbox=inbox, holder=asta.pair, account=asta.account, now=MORNING)
    session.flush()
    acts = [event.act for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert acts[-1] is Act.KIT_MADE
    assert Act.KIT_TESTED in acts
    stored = repr(session.execute(select(Inbox.__table__)).all()) + repr([one.sealed_key for one in inbox.openings])
    assert kit.code not in stored
    assert kit.code not in repr(kit)


def test_an_account_without_the_opening_cannot_make_a_kit(session: Session, town: Town) -> None:
    adam, inbox = unlock(session, town.adam), the_inbox(session)
    with pytest.raises(NotFound):
        replace_kit(session, inbox=inbox, holder=adam.pair, account=adam.account, now=MORNING)
