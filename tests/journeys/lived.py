"""A demo that somebody has lived in: concerns in every state, print jobs, and everybody signed in."""

import re
import shutil
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from journeys.dressing import put_up_sign, say_something
from journeys.serving import Server, command, serving
from journeys.walking import TICKET_AGE, sign_in
from journeys.walls import hang_posters
from journeys.words import say
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import hidden

from huskurage.actions.prints import job_path
from huskurage.core.lifecycle import State
from huskurage.store.people import Account
from huskurage.store.plan import Activity, ActivityKind
from huskurage.store.printing import JobState, PrintJob
from huskurage.store.remarks import Remark
from huskurage.store.reports import Report

SPARE = 6  # concerns whose codes are there to be taken back
PEOPLE = ("Asta", "Bo", "Adam", "Cleo")
YEAR = {
    "Utbilda fastighetsskötare och alla som möter hyresgäster": -40, "En kvarts möte på gårdsfesten": -9,
    "Sätt upp en affisch i varje trapphus i Söderängen": 3, "Ett brev i varje brevlåda": 20,
    "Berätta om affischen när kontrakt skrivs": 60, "En vecka fri från våld: ett bord i entrén": 120,
    "Följ upp: vad som hänger, och planen för nästa år": 300,
}  # fmt: skip


@dataclass
class Lived:
    """The data of the lived-in demo, and what its people know by heart."""

    folder: Path
    asked: str = ""  # the code of a concern with a question
    spare: list[str] = field(default_factory=list)
    report: str = ""  # the path of a report that was asked about
    link: str = ""  # an invitation that nobody has accepted
    unread: str = ""  # one that nobody has read
    aside: str = ""  # one in the quarantine tray
    jobs: dict[str, str] = field(default_factory=dict)  # state -> path
    cookies: dict[str, list[dict[str, object]]] = field(default_factory=dict)


def live_in(demo: Path, folder: Path, chromium: Browser) -> Lived:
    """Live in a copy of the demo: concerns, a question, a closed report, print jobs."""
    with serving(demo, folder / "first") as server:
        lived = Lived(folder / "data")
        address = f"{server.address}/sv/{server.tag}/write"
        forms = [fetch(address) for _ in range(2 + SPARE)]
        asked = f"{server.address}/sv/accessibility/tell"
        tell(asked, fetch(asked), "Billiga klockor")  # at once, as machines do
        told = fetch(asked)
        send(address, fetch(address), "Billiga klockor")  # at once, as machines do: it goes to the quarantine tray
        time.sleep(TICKET_AGE)
        tell(asked, told, "Min skärmläsare säger inget på knappen. Ring mig på 070-174 06 05 om du vill.")
        lived.asked = send(address, forms[0], "Skrik och slag varje kväll.")
        send(address, forms[1], "Stäng mig")
        sign_everybody_in(server, chromium, lived)
        lived.spare = [send(address, form, "Oro", children="no") for form in forms[2:]]  # nobody has read these
        lived.unread, lived.aside = report_in(server, State.RECEIVED), report_in(server, State.QUARANTINED)
        lived.jobs = order_prints(server)
        lived.link = invite(server)
        hang_posters(server)
        plan_and_logo(server)
        seal_to_nobody(server)
    shutil.copytree(folder / "first", lived.folder)
    return lived


def sign_everybody_in(server: Server, chromium: Browser, lived: Lived) -> None:
    """Each keeps their cookies; Asta works while she is there."""
    for name in PEOPLE:
        context = chromium.new_context(base_url=server.address, locale="sv-SE")
        page = context.new_page()
        sign_in(page, server, name)
        if name == "Asta":
            lived.report = ask_and_close(page)
        lived.cookies[name] = list(context.cookies())  # type: ignore[arg-type]  # Playwright's own cookie
        context.close()


def send(address: str, form: str, text: str, children: str = "yes") -> str:
    """Send a form over a plain request; answers its code."""
    fields = {"ticket": hidden(form, "ticket"), "text": text, "children": children, "stated_house": "poster"}
    return "".join(re.findall(r"<span>(\d{4})</span>", fetch(address, fields)))


def tell(address: str, form: str, text: str) -> None:
    """Tell what does not work, over a plain request."""
    fetch(address, {"ticket": hidden(form, "ticket"), "text": text, "part": "Sidan om 112"})


def seal_to_nobody(server: Server) -> None:
    """A message to an administrator who has left since."""
    database = server.database()
    with database.writes() as session:
        adam = session.scalars(select(Account).where(Account.name == "Adam")).one()
        day = datetime.now(UTC).date() - timedelta(days=12)
        session.add(Remark(id="0" * 32, municipality_id=adam.municipality_id, received_on=day, ciphertext=bytes(600)))
        session.commit()
    database.close()


def fetch(address: str, fields: dict[str, str] | None = None) -> str:
    sent = urllib.parse.urlencode(fields).encode() if fields else None
    with urllib.request.urlopen(address, sent, timeout=30) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def ask_and_close(page: Page) -> str:
    """Find the two reports by their texts: ask about one, close the other; answers the path of the first."""
    page.goto("/staff/inbox/")
    paths = page.locator("table.reports a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    asked = ""
    for path in paths:
        page.goto(path)
        page.get_by_role("button", name=say("sv", "Show the text")).click()
        text = page.locator(".said").first.inner_text()
        if text.startswith("Skrik"):
            asked = path
            page.get_by_role("link", name=say("sv", "Ask the neighbour")).click()
            page.get_by_label(say("sv", "Question. The neighbour sees this.")).fill("På vilken våning?")
            page.get_by_role("button", name=say("sv", "See it as the neighbour does")).click()
            page.get_by_role("button", name=say("sv", "Send the question")).click()
        elif text == "Stäng mig":
            page.locator("summary", has_text=say("sv", "Close the report")).click()
            page.locator("input[name=reason]").first.check()
            page.get_by_role("button", name=say("sv", "Close the report")).click()
    return asked


def report_in(server: Server, state: State) -> str:
    """The page of some report in that state."""
    database = server.database()
    with database.reads() as session:
        found = session.scalars(select(Report.id).where(Report.state == state).limit(1)).one()
    database.close()
    return f"/staff/reports/{found}"


def order_prints(server: Server) -> dict[str, str]:
    """One print job in every state, as the drawing process leaves them; answers their pages."""
    database = server.database()
    later = datetime.now(UTC) + timedelta(days=1)  # a running job counts as lost when its last beat is old
    with database.writes() as session:
        bo = session.scalars(select(Account).where(Account.name == "Bo")).one()
        assert bo.landlord_id is not None
        jobs = [
            PrintJob(
                landlord_id=bo.landlord_id, ordered_by_id=bo.id, ordered_at=datetime.now(UTC), beat_at=later,
                stairwell_ids=list(range(1, 13)), languages=["sv", "en"], total=12, done=5, state=state,
                done_at=datetime.now(UTC) if state is JobState.DONE else None,
                problem="cannot_draw" if state is JobState.FAILED else "",
            )
            for state in JobState
        ]  # fmt: skip
        session.add_all(jobs)
        session.commit()
        paths = {job.state.value: f"/staff/prints/{job.id}" for job in jobs}
        done = next(job.id for job in jobs if job.state is JobState.DONE)
        paths["deleted"] = f"/staff/prints/{an_old_print(session, bo)}"
        session.commit()
    kept = job_path(server.folder, done)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"%PDF-")
    database.close()
    return paths


def plan_and_logo(server: Server) -> None:
    """A year of Bo's: something done, something late, something soon, the rest later; and a logo."""
    database, today = server.database(), datetime.now(UTC).date()
    with database.writes() as session:
        bo = session.scalars(select(Account).where(Account.name == "Bo")).one()
        assert bo.landlord_id is not None
        for kind, (what, days) in zip(ActivityKind, YEAR.items(), strict=True):
            planned = Activity(
                landlord_id=bo.landlord_id, kind=kind, what=what, owner_id=bo.id, due_on=today + timedelta(days=days)
            )
            if kind is ActivityKind.STAFF_TRAINING:
                planned.done_on, planned.evidence = today - timedelta(days=35), "14 av 18 kom, listan finns i pärmen"
            session.add(planned)
        put_up_sign(session, bo.landlord_id, today)
        say_something(session, bo.municipality_id)
        session.commit()
    database.close()


def an_old_print(session: Session, bo: Account) -> str:
    """A print of 600 stairwells whose files have lain long enough."""
    earlier = datetime.now(UTC) - timedelta(days=9)
    assert bo.landlord_id is not None
    job = PrintJob(
        landlord_id=bo.landlord_id, ordered_by_id=bo.id, ordered_at=earlier, beat_at=earlier, done_at=earlier,
        stairwell_ids=[1] * 600, languages=["sv"], total=600, done=600, state=JobState.DONE,
    )  # fmt: skip
    session.add(job)
    session.flush()
    return job.id


def invite(server: Server) -> str:
    """An invitation, made by the command; answers the path of its link."""
    asked = ("invite", "Ida", "ida@lindbacka.example", "--role", "coordinator", "--municipality", "lindbacka")
    said = command(server.folder, *asked)
    return "/staff/join/" + said.split("/staff/join/")[1].strip()
