"""Another municipality in the same installation, made on demand: Olle coordinates, Siv lets houses, Tor administers."""

from dataclasses import dataclass

from campaigning import a_campaign, an_event
from doing import keys_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import CHEAP, MORNING, OFFICE, PEPPER, Person

from huskurage.actions.cover import plan_cover_rounds
from huskurage.actions.feedback import tell
from huskurage.actions.housing import import_houses, read_list
from huskurage.actions.keys import go_live, make_account, make_inbox, test_open_kit
from huskurage.actions.prints import job_path
from huskurage.actions.reporting import file_report
from huskurage.core.access import Role
from huskurage.core.concern import Concern
from huskurage.core.feedback import Feedback
from huskurage.core.hours import ContactKind, hours_to_json
from huskurage.core.letters import LetterProblem
from huskurage.core.receivers import ReceiverKind
from huskurage.settings import Settings
from huskurage.store.base import random_id
from huskurage.store.houses import Stairwell, stairwells_of
from huskurage.store.inboxes import Duty, Part, Receives
from huskurage.store.logos import Logo
from huskurage.store.outbox import Letter
from huskurage.store.people import Absence, account_by_login
from huskurage.store.places import Landlord, LocalContact, Municipality, Receiver
from huskurage.store.plan import Activity, ActivityKind
from huskurage.store.printing import JobState, PrintJob
from huskurage.store.reports import Report

HOST = "storvik.example"
NUMBER = "026-17 05 00"
SIVS_HOUSES = "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter\nBangatan;7;A;812 40;Storvik;8\n"
LOGO = b"\x89PNG\r\n\x1a\n"  # as far as anybody looks at it here
PAGE = 900_001  # the numbered form page of its one report


@dataclass(frozen=True)
class OtherTown:
    """Who works in Storvik, and one of everything there that an address can name."""

    people: dict[str, Person]
    municipality_id: int
    inbox_id: int
    report_id: str
    stairwell_id: int
    tag: str
    job_id: str
    account_id: int


def found_other_town(session: Session, settings: Settings) -> OtherTown:
    """Storvik beside Lindbacka, with one report in its own inbox and one finished print."""
    municipality = Municipality(
        slug="storvik", name="Storvik kommun", exit_address="https://weather.example/storvik", host=HOST,
        mandated_form="https://storvik.example/orosanmalan",
        contacts=[LocalContact(kind=ContactKind.SOCIAL_SERVICES, number=NUMBER, hours=hours_to_json(OFFICE))],
    )  # fmt: skip
    session.add(municipality)
    session.flush()
    landlord = Landlord(municipality_id=municipality.id, slug="storviksbo", name="Storviksbo")
    session.add(landlord)
    session.flush()
    import_houses(
        session, landlord=landlord, reading=read_list(SIVS_HOUSES.encode(), "hus.csv"), account=None, now=MORNING
    )
    people = hire(session, municipality, landlord)
    inbox_id = open_inbox(session, municipality)
    report_id = one_report(session, municipality)
    stairwell = session.scalars(stairwells_of(landlord.id)).one()
    job_id = one_print(session, landlord, stairwell, settings)
    olle_id = away_unreached_and_receiving(session, municipality.id)
    plan_cover_rounds(session, MORNING)
    plan_and_logos(session, landlord)
    feedback = Feedback(text="The map is too small", part="Storvik")
    tell(session, feedback, municipality_id=municipality.id, remark_id=random_id(), now=MORNING)
    session.flush()
    a_campaign(session, municipality.id)
    an_event(session, municipality.id)
    return OtherTown(people, municipality.id, inbox_id, report_id, stairwell.id, stairwell.tag, job_id, olle_id)


def away_unreached_and_receiving(session: Session, municipality_id: int) -> int:
    """A day off of Olle's, a letter that did not reach him, and who takes over; answers his number."""
    olle = account_by_login(session, "olle")
    assert olle is not None
    session.add_all(
        [
            Absence(account_id=olle.id, first_day=MORNING.date(), last_day=MORNING.date()),
            Letter(account_id=olle.id, not_before=MORNING, tries=1, dead=True, problem=LetterProblem.OTHER),
            Receiver(
                municipality_id=municipality_id, kind=ReceiverKind.INTAKE_ADULTS, name="Storviks mottagning",
                reached_by=NUMBER, accepts="",
            ),
        ]
    )  # fmt: skip
    return olle.id


def plan_and_logos(session: Session, landlord: Landlord) -> Activity:
    """Something planned by a landlord, and a logo of theirs and of their municipality."""
    planned = Activity(
        landlord_id=landlord.id, kind=ActivityKind.POSTER_ROUND, what="Hang posters", owner_id=None,
        due_on=MORNING.date(),
    )  # fmt: skip
    session.add(planned)
    for owner in ({"landlord_id": landlord.id}, {"municipality_id": landlord.municipality_id}):
        whose = {"landlord_id": None, "municipality_id": None} | owner
        session.add(Logo(**whose, png=LOGO, width=1, height=1, added_on=MORNING.date()))
    session.flush()
    return planned


def hire(session: Session, municipality: Municipality, landlord: Landlord) -> dict[str, Person]:
    roles = {"olle": Role.COORDINATOR, "siv": Role.LANDLORD_STAFF, "tor": Role.ADMINISTRATOR}
    people = {}
    for name, role in roles.items():
        made = make_account(
            session, login=name, name=name.title(), role=role, municipality=municipality, language="en",
            landlord=landlord if role is Role.LANDLORD_STAFF else None, passphrase=f"{name} dricker kaffe 71",
            pepper=PEPPER, cost=CHEAP, email=f"{name}@storvik.example",
        )  # fmt: skip
        people[name] = Person(name, f"{name} dricker kaffe 71", made.totp_secret, made.recovery_codes)
    return people


def open_inbox(session: Session, municipality: Municipality) -> int:
    olle = account_by_login(session, "olle")
    assert olle is not None
    inbox, kit = make_inbox(
        session, municipality=municipality, name="Storvik", receives=Receives.ALL, hours=hours_to_json(OFFICE),
        keyholders=[olle], now=MORNING,
    )  # fmt: skip
    test_open_kit(session, inbox=inbox, typed=kit.code, now=MORNING, today=MORNING.date())
    inbox.duties = [Duty(part=part, account_id=olle.id) for part in Part]
    go_live(inbox)
    return inbox.id


def one_report(session: Session, municipality: Municipality) -> str:
    file_report(
        session, concern=Concern(text="Bangs every night"), keys=keys_for(PAGE), municipality_id=municipality.id,
        now=MORNING,
    )  # fmt: skip
    return session.scalars(select(Report.id).where(Report.lookup == keys_for(PAGE).lookup)).one()


def one_print(session: Session, landlord: Landlord, stairwell: Stairwell, settings: Settings) -> str:
    job = PrintJob(
        landlord_id=landlord.id, ordered_by_id=None, ordered_at=MORNING, beat_at=MORNING,
        stairwell_ids=[stairwell.id], languages=["sv"], total=1, done=1, state=JobState.DONE,
    )  # fmt: skip
    session.add(job)
    session.flush()
    path = job_path(settings.data_dir, job.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-")
    return job.id
