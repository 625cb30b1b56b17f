"""What people of the tests do again and again: neighbours send and come back, staff press buttons, verbs are called."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import CHEAP, MORNING, OFFICE, PEPPER, Clock, Person, hidden, sign_in

from huskurage.actions.keys import go_live, make_inbox, test_open_kit
from huskurage.actions.people import Unlocked, open_account
from huskurage.actions.reporting import Outcome, file_report
from huskurage.core.codes import CodeKeys, code_keys, receipt_code
from huskurage.core.concern import Concern
from huskurage.core.hours import hours_to_json
from huskurage.core.lifecycle import State
from huskurage.store.base import Base
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox, Receives
from huskurage.store.people import account_by_login
from huskurage.store.places import only_municipality
from huskurage.store.reports import EntryKind, Report

SCREAMS = "Screams every night"


def code_on(receipt: Any) -> str:
    """The twenty digits on a receipt page."""
    return "".join(re.findall(r"<span>(\d{4})</span>", receipt.get_data(as_text=True)))


@dataclass
class Neighbour:
    """Somebody at a poster, with a phone without script and without cookies."""

    app: Flask
    clock: Clock
    tag: str = ""
    language: str = "en"
    form: str = "write"

    def path(self, page: str) -> str:
        return "/".join(filter(None, ("", self.language, self.tag, page)))

    def ticket(self, *, wait: float = 40) -> str:
        """Open the form and think for a while."""
        page = self.app.test_client().get(self.path(self.form)).get_data(as_text=True)
        self.clock.move(seconds=wait)
        return hidden(page, "ticket")

    def send(self, text: str = SCREAMS, *, ticket: str | None = None, **fields: str) -> Any:
        typed = {"ticket": self.ticket() if ticket is None else ticket, "text": text, "send": "1"}
        return self.app.test_client().post(self.path(self.form), data=typed | fields)

    def come_back(self, code: str, **fields: str) -> Any:
        return self.app.test_client().post(self.path("code"), data={"code": code} | fields)


class Desk:
    """Somebody of the staff, signed in, who presses buttons."""

    def __init__(self, app: Flask, person: Person, clock: Clock) -> None:
        self.client = app.test_client()
        answer = sign_in(self.client, person, clock)
        assert answer.status_code == 303
        self.token = hidden(self.see("/staff/account/passphrase"), "csrf_token")

    def see(self, path: str) -> str:
        return str(self.client.get(path).get_data(as_text=True))

    def status(self, path: str) -> int:
        return int(self.client.get(path).status_code)

    def press(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, data={"csrf_token": self.token} | fields)

    def reports(self, path: str = "/staff/inbox/") -> list[str]:
        """The addresses of the reports that a page lists, in its order."""
        return list(dict.fromkeys(re.findall(r'href="(/staff/reports/[0-9a-f]{32})"', self.see(path))))


def keys_for(number: int = 1) -> CodeKeys:
    """The keys of the code on the numbered form page."""
    return code_keys(receipt_code(number.to_bytes(16, "big"), PEPPER), PEPPER, cost=CHEAP)


def file(session: Session, text: str = SCREAMS, *, page: int = 1, quarantined: bool = False, **facts: Any) -> Outcome:
    """File a concern from the numbered form page."""
    now = facts.pop("now", MORNING)
    municipality = only_municipality(session)
    assert municipality is not None
    return file_report(
        session, concern=Concern(text=text, **facts), keys=keys_for(page), municipality_id=municipality.id,
        now=now, quarantined=quarantined,
    )  # fmt: skip


def only_report(session: Session) -> Report:
    """The one report there is."""
    session.flush()
    return session.scalars(select(Report)).one()


def unlock(session: Session, person: Person) -> Unlocked:
    """The person with their key open, as after signing in."""
    account = account_by_login(session, person.name)
    pair = open_account(account, person.passphrase, cost=CHEAP)
    assert account is not None
    assert pair is not None
    return Unlocked(account, pair, b"", MORNING)


def dump(session: Session) -> dict[str, list[Any]]:
    """Everything that lies in the database."""
    session.flush()
    return {
        table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
    }


def kept(database: Database) -> list[tuple[State, list[EntryKind]]]:
    """The reports that are on disk: each one's state and what its entries are."""
    with database.reads() as session:
        reports = session.scalars(select(Report).order_by(Report.state))
        return [(report.state, [entry.kind for entry in report.entries]) for report in reports]


def main_of(response: Any) -> str:
    """A page without its head, foot and one-time values: what two answers must have in common to look alike."""
    page = str(response.get_data(as_text=True))
    return re.sub(r'(name="(ticket|csrf_token)" value|data-options)="[^"]*"', "", page)


def open_inbox(session: Session, receives: Receives) -> Inbox:
    """One more inbox, whose keyholder is Astrid alone."""
    municipality, astrid = only_municipality(session), account_by_login(session, "astrid")
    assert municipality is not None
    assert astrid is not None
    inbox, kit = make_inbox(
        session, municipality=municipality, name="Barn", receives=receives, hours=hours_to_json(OFFICE),
        keyholders=[astrid], now=MORNING,
    )  # fmt: skip
    test_open_kit(session, inbox=inbox, typed=kit.code, now=MORNING, today=MORNING.date())
    go_live(inbox)
    session.flush()
    return inbox
