"""Somebody leaves the job: what holds them, what is given to others, and that nothing of theirs works afterwards."""

from datetime import timedelta

import pytest
from doing import dump, file, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from teams import account_of, children_inbox, first_inbox, free_of_duties, stranger
from town import CHEAP, MORNING, PEPPER, Clock, Town

from huskurage.actions.errors import NobodyOnDuty, NotFound, SignInRefused, StillNeeded
from huskurage.actions.keys import inbox_ring
from huskurage.actions.leaving import candidates, end_account, give_part, give_reports, person_in, what_depends_on
from huskurage.actions.people import open_account, sign_in, unlocked_session
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import take
from huskurage.core.access import Role
from huskurage.core.lifecycle import CloseReason, State
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.inboxes import Opening, Part
from huskurage.store.outbox import Letter
from huskurage.store.people import (
    Absence,
    Account,
    Feed,
    Invitation,
    InvitationKind,
    Passkey,
    RecoveryCode,
    StaffSession,
)
from huskurage.store.remarks import Remark, RemarkKey

TODAY = MORNING.date()


def end(session: Session, town: Town, who: str, whom: str) -> Account:
    person = account_of(session, town, whom)
    end_account(session, unlock(session, town.people[who]), person, now=MORNING, today=TODAY)
    return person


def own_everything(session: Session, person: Account) -> None:
    """Give somebody one of everything that an account can have."""
    link = {
        "municipality_id": person.municipality_id, "login": "x", "name": "X", "email": "x@lindbacka.example",
        "role": Role.COORDINATOR, "landlord_id": None, "expires_at": MORNING + timedelta(days=7),
    }  # fmt: skip
    session.add_all([
        Passkey(credential=b"c", account_id=person.id, public_key=b"p", sign_count=0, name="Mobil", added_on=TODAY),
        Feed(digest=b"f" * 32, account_id=person.id, made_on=TODAY),
        Absence(account_id=person.id, first_day=TODAY, last_day=TODAY),
        Letter(account_id=person.id, not_before=MORNING),
        Remark(
            id="0" * 32, municipality_id=person.municipality_id, received_on=TODAY, ciphertext=b"sealed",
            keys=[RemarkKey(account_id=person.id, sealed=b"key")],
        ),
        Invitation(digest=b"1" * 32, kind=InvitationKind.JOIN, account_id=None, invited_by_id=person.id, **link),
        Invitation(digest=b"2" * 32, kind=InvitationKind.NEW_START, account_id=person.id, invited_by_id=None, **link),
        Invitation(
            digest=b"3" * 32, kind=InvitationKind.JOIN, account_id=None, invited_by_id=None,
            **(link | {"login": person.login}),
        ),
    ])  # fmt: skip
    session.flush()


def test_what_depends_on_somebody_is_counted_and_holds_them(session: Session, town: Town) -> None:
    file(session)
    astrid, inbox = unlock(session, town.astrid), first_inbox(session)
    read_thread(session, astrid, only_report(session), now=MORNING)
    take(session, astrid, only_report(session), now=MORNING)
    (found,) = what_depends_on(session, astrid.account)
    assert (found.inbox, found.reports, found.parts, found.stranded) == (inbox, 1, (Part.DEPUTY,), False)
    with pytest.raises(StillNeeded):
        end(session, town, "asta", "astrid")
    assert astrid.account.login == "astrid"


def test_a_closed_report_holds_nobody(session: Session, town: Town) -> None:
    file(session)
    astrid, report = unlock(session, town.astrid), only_report(session)
    take(session, astrid, report, now=MORNING)
    report.state, report.close_reason = State.CLOSED, CloseReason.HELP_GIVEN
    session.flush()
    assert [one.reports for one in what_depends_on(session, astrid.account)] == [0]


def test_reports_and_parts_go_to_those_who_can_have_them(session: Session, town: Town) -> None:
    file(session)
    asta, astrid, inbox = unlock(session, town.asta), unlock(session, town.astrid), first_inbox(session)
    take(session, astrid, only_report(session), now=MORNING)
    adam, bo = account_of(session, town, "adam"), account_of(session, town, "bo")
    for wrong in (adam, bo, astrid.account, stranger(session)):
        with pytest.raises(NotFound):
            give_reports(session, adam, inbox, astrid.account, to=wrong, now=MORNING)
        with pytest.raises(NotFound):
            give_part(session, adam, inbox, Part.DEPUTY, astrid.account, to=wrong, now=MORNING)
    give_reports(session, adam, inbox, astrid.account, to=asta.account, now=MORNING)
    give_part(session, adam, inbox, Part.DEPUTY, astrid.account, to=asta.account, now=MORNING)
    assert only_report(session).taken_by_id == asta.account.id
    assert what_depends_on(session, astrid.account) == []
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.position.desc()).limit(2)).all()
    assert acts == [Act.DUTY_CHANGED, Act.REPORT_ASSIGNED]


def test_nobody_has_two_parts_of_an_inbox_and_keeps_the_first(session: Session, town: Town) -> None:
    inbox, adam = first_inbox(session), account_of(session, town, "adam")
    asta, astrid = account_of(session, town, "asta"), account_of(session, town, "astrid")
    give_part(session, adam, inbox, Part.MANAGER, adam, to=astrid, now=MORNING)
    assert {one.part: one.account_id for one in inbox.duties} == {Part.OWNER: asta.id, Part.DEPUTY: astrid.id}
    give_part(session, adam, inbox, Part.OWNER, asta, to=astrid, now=MORNING)
    assert {one.part: one.account_id for one in inbox.duties} == {Part.OWNER: astrid.id}


def test_no_part_is_given_to_somebody_who_leaves_a_day_to_nobody(session: Session, town: Town) -> None:
    inbox, adam = first_inbox(session), account_of(session, town, "adam")
    asta, astrid = account_of(session, town, "asta"), account_of(session, town, "astrid")
    session.add(Absence(account_id=astrid.id, first_day=TODAY, last_day=TODAY))
    session.flush()
    start = session.begin_nested()
    with pytest.raises(NobodyOnDuty):
        give_part(session, adam, inbox, Part.OWNER, asta, to=astrid, now=MORNING)
    start.rollback()
    session.expire_all()
    inbox.away_text = "Ring 08-465 004 10"
    give_part(session, adam, inbox, Part.DEPUTY, astrid, to=asta, now=MORNING)
    assert {one.part for one in inbox.duties} == {Part.OWNER, Part.MANAGER}


def test_a_manager_need_not_be_a_keyholder(session: Session, town: Town) -> None:
    adam = account_of(session, town, "adam")
    assert [one.name for one in candidates(session, first_inbox(session), Part.MANAGER, adam)] == ["Asta", "Astrid"]
    asta = account_of(session, town, "asta")
    assert [one.name for one in candidates(session, first_inbox(session), Part.MANAGER, asta)] == ["Adam", "Astrid"]
    assert [one.name for one in candidates(session, first_inbox(session), Part.OWNER, asta)] == ["Astrid"]


def test_everything_of_theirs_is_gone_and_the_name_stays(session: Session, town: Town) -> None:
    free_of_duties(session, first_inbox(session))
    astrid = unlock(session, town.astrid)
    own_everything(session, astrid.account)
    key_box, salt, totp_box = astrid.account.key_box, astrid.account.key_salt, astrid.account.totp_box
    person = end(session, town, "asta", "astrid")
    assert (person.login, person.email, person.left_on, person.name) == (None, "", TODAY, "Astrid")
    assert not {key_box, salt, totp_box} & {person.key_box, person.key_salt, person.totp_box}
    for table in (StaffSession, RecoveryCode, Passkey, Feed, Absence, Letter, Opening):
        assert not session.scalars(select(table).where(table.account_id == person.id)).all(), table
    assert not session.scalars(select(Invitation)).all()
    stored = repr(dump(session))
    assert "astrid@lindbacka.example" not in stored
    assert repr(key_box) not in stored
    assert open_account(person, town.astrid.passphrase, cost=CHEAP) is None


def test_whoever_had_signed_in_or_was_signing_in_gets_nowhere(session: Session, town: Town, clock: Clock) -> None:
    free_of_duties(session, first_inbox(session))
    astrid = unlock(session, town.astrid)

    def enter(code: str) -> str:
        return sign_in(session, account=astrid.account, pair=astrid.pair, code=code, pepper=PEPPER, now=MORNING)

    cookie = enter(town.astrid.code(clock))
    end(session, town, "asta", "astrid")
    assert unlocked_session(session, cookie=cookie, now=MORNING) is None
    for code in (town.astrid.code(clock), *town.astrid.recovery_codes):
        with pytest.raises(SignInRefused):
            enter(code)


def test_a_keyholder_begins_the_new_key_at_once_and_an_administrator_leaves_it_due(
    session: Session, town: Town
) -> None:
    file(session)
    free_of_duties(session, first_inbox(session))
    children, _ = children_inbox(session, account_of(session, town, "astrid"), account_of(session, town, "asta"))
    start = session.begin_nested()
    end(session, town, "asta", "astrid")
    assert [(one.generation, one.rotation_due) for one in (first_inbox(session), children)] == [(2, False), (2, False)]
    assert {one.name for one in children.keyholders} == {"Asta"}
    start.rollback()
    session.expire_all()
    end(session, town, "adam", "astrid")
    assert [(one.generation, one.rotation_due) for one in (first_inbox(session), children)] == [(1, True), (1, True)]
    with pytest.raises(NotFound):
        inbox_ring(children, account_of(session, town, "adam"), unlock(session, town.adam).pair)


def test_nobody_ends_themselves_or_somebody_of_elsewhere_or_twice(session: Session, town: Town) -> None:
    free_of_duties(session, first_inbox(session))
    asta, selma = unlock(session, town.asta), stranger(session)
    with pytest.raises(NotFound):
        end_account(session, asta, asta.account, now=MORNING, today=TODAY)
    with pytest.raises(NotFound):
        person_in(session, asta.account, selma.id)
    astrid = end(session, town, "asta", "astrid")
    with pytest.raises(NotFound):
        end_account(session, asta, astrid, now=MORNING, today=TODAY)
    with pytest.raises(NotFound):
        person_in(session, asta.account, astrid.id)


def test_landlord_staff_leave_without_touching_an_inbox(session: Session, town: Town) -> None:
    bo = end(session, town, "adam", "bo")
    assert bo.left_on == TODAY
    assert (first_inbox(session).generation, first_inbox(session).rotation_due) == (1, False)


def test_a_stranded_inbox_keeps_its_last_keyholder(session: Session, town: Town) -> None:
    free_of_duties(session, first_inbox(session))
    children_inbox(session, account_of(session, town, "astrid"))
    with pytest.raises(StillNeeded):
        end(session, town, "asta", "astrid")
