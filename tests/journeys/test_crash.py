"""The power goes while two hundred neighbours send: every receipt that was shown holds, and nothing is there twice."""

import http.client
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event

import pytest
from served import Answer, Server, ask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from town import PEPPER, Town, hidden

from huskurage.actions.entries import open_entry
from huskurage.actions.reporting import visit
from huskurage.core.codes import CodeKeys, code_keys, receipt_code
from huskurage.core.concern import Concern
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind, Recipient, Report

SENDS = 200
KILLS = 5
READY = 3.2  # seconds until a form's ticket counts as a person's
GIVE_UP = 120.0  # seconds
IMPATIENT, FAINT = 5, 8  # every fifth presses twice at once; every eighth gives up when the line breaks


@dataclass(eq=False)
class Neighbour:
    """One person with one form page: what they wrote, and which codes they were shown."""

    number: int
    path: str
    ticket: str
    shown: list[str] = field(default_factory=list)
    broken: int = 0  # sends that ended without an answer

    @property
    def words(self) -> str:
        return f"I hear screams, says neighbour {self.number:03d}."

    @property
    def code(self) -> str:
        return receipt_code(bytes.fromhex(self.ticket.partition(".")[0]), PEPPER)

    def send(self, port: int, over: Event) -> None:
        """Send the same page until there is a receipt, as a browser's reload button does."""
        while not over.is_set():
            answer = self._once(port)
            if answer is not None and answer.status == http.HTTPStatus.OK:
                self.shown.append("".join(re.findall(r"<span>(\d{4})</span>", answer.page)))
                return
            if answer is None and self.number % FAINT == 0:
                return
            over.wait(0.2 + random.random() * 0.8)  # noqa: S311 - how long somebody hesitates

    def _once(self, port: int) -> Answer | None:
        form = {"ticket": self.ticket, "text": self.words, "stated_house": "poster"}
        try:
            answer = ask(port, self.path, form=form, source=f"127.0.1.{self.number}", timeout=15)
        except (OSError, http.client.HTTPException):
            self.broken += 1
            return None
        assert answer.status in {200, 503}, f"{answer.status}: {answer.page}"
        return answer


def gather(server: Server, town: Town) -> list[Neighbour]:
    """Everybody opens the form, and takes their time."""
    tags = list(town.tags.values())

    def opened(number: int) -> Neighbour:
        path = f"/en/{tags[number % len(tags)]}/write"
        page = ask(server.port, path, source=f"127.0.1.{number}").page
        return Neighbour(number, path, hidden(page, "ticket"))

    with ThreadPoolExecutor(16) as pool:
        neighbours = list(pool.map(opened, range(1, SENDS + 1)))
    time.sleep(READY)
    return neighbours


def send_through_power_cuts(server: Server, neighbours: list[Neighbour], chance: random.Random) -> None:
    """All of them send at once while the server is killed and started again, each time at another moment."""
    over, deadline = Event(), time.monotonic() + GIVE_UP
    thumbs = [one for one in neighbours for _ in range(2 if one.number % IMPATIENT == 0 else 1)]
    with ThreadPoolExecutor(len(thumbs)) as pool:
        sends = [pool.submit(one.send, server.port, over) for one in thumbs]
        for _ in range(KILLS):
            wait_for_receipts(neighbours, chance.randint(1, SENDS // KILLS - 5), deadline)
            time.sleep(chance.random() * 0.1)
            server.kill()
            server.start()
        wait(sends, timeout=max(0.0, deadline - time.monotonic()))
        over.set()
    for one in sends:
        one.result()
    server.kill()


def wait_for_receipts(neighbours: list[Neighbour], more: int, deadline: float) -> None:
    """Wait until so many more receipts have been shown."""
    wanted = more + sum(bool(one.shown) for one in neighbours)
    while sum(bool(one.shown) for one in neighbours) < wanted and time.monotonic() < deadline:
        time.sleep(0.02)


def report_behind(session: Session, keys: CodeKeys) -> Report | None:
    return session.scalars(select(Report).where(Report.lookup == keys.lookup)).first()


def assert_whole(report: Report, keys: CodeKeys, neighbour: Neighbour) -> None:
    """The report holds its neighbour's words once, and both who may open them can."""
    (entry,) = report.entries
    assert entry.kind is EntryKind.CONCERN
    assert {key.recipient for key in entry.keys} == set(Recipient)
    content = open_entry(entry, Recipient.REPORTER, keys.pair)
    assert content is not None
    assert Concern.from_bytes(content).text == neighbour.words


@pytest.mark.slow
def test_power_cuts_while_neighbours_send_lose_no_receipt_and_double_no_report(settings: Settings, town: Town) -> None:
    settings.data_dir.mkdir(exist_ok=True)
    server, chance = Server(settings.data_dir, settings.database_url), random.Random(2)  # noqa: S311 - moments, not secrets
    try:
        server.start()
        neighbours = gather(server, town)
        send_through_power_cuts(server, neighbours, chance)
    finally:
        with suppress(ProcessLookupError):
            server.kill()
    with ThreadPoolExecutor(2) as pool:
        keys = dict(zip(neighbours, pool.map(lambda one: code_keys(one.code, PEPPER), neighbours), strict=True))
    database = Database(settings.database_url, settings.key_store_url)
    with database.reads() as session:
        check(session, keys)
        if session.get_bind().dialect.name == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    database.close()


def check(session: Session, keys: dict[Neighbour, CodeKeys]) -> None:
    """What must be true after the last power cut."""
    assert sum(one.broken for one in keys) >= KILLS, "no send was under way when the power went: this proves nothing"
    receipts = [one for one in keys if one.shown]
    assert len(receipts) >= SENDS - SENDS // FAINT
    for one in receipts:
        assert set(one.shown) == {one.code}, "the same page showed another code"
        visit(session, keys=keys[one])
    arrived = 0
    for one, its_keys in keys.items():
        report = report_behind(session, its_keys)
        assert report is not None or not one.shown
        if report is not None:
            arrived += 1
            assert_whole(report, its_keys, one)
    assert session.scalar(select(func.count()).select_from(Report)) == arrived
