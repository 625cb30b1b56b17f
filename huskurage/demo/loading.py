"""Filling an empty database with the made-up Lindbacka kommun: its people, its inbox, its houses."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from huskurage.actions.housing import Imported, import_houses, read_list
from huskurage.actions.keys import NewAccount, go_live, make_account, make_inbox, test_open_kit
from huskurage.core.access import Role
from huskurage.core.derivation import ARGON2_PASSPHRASE, Cost
from huskurage.core.hours import EVERY_DAY, HOLIDAY, WEEKDAYS, Band, ContactKind, Hours, hours_to_json
from huskurage.core.swedish_time import local
from huskurage.demo.campaigns import load_campaign
from huskurage.demo.receivers import demo_receivers
from huskurage.store.inboxes import Duty, Part, Receives
from huskurage.store.people import Account
from huskurage.store.places import Landlord, LocalContact, Municipality

HOUSES = Path(__file__).parent / "lindbackahem-fastigheter.xlsx"
OTHER_HOUSES = (
    "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter\n"
    "Bruksgatan;2;A;777 30;Lindbacka;12\nBruksgatan;2;B;777 30;Lindbacka;12\nHyttvägen;7;;777 31;Lindbacka;9\n"
)
SIGN_INS = "demo-sign-ins.json"
OFFICE = Hours((Band(WEEKDAYS, time(8), time(16)),))
OUT_OF_HOURS = Hours(
    (
        Band(WEEKDAYS, time(0), time(8)),
        Band(WEEKDAYS, time(16), time(0)),
        Band(EVERY_DAY - WEEKDAYS | {HOLIDAY}, time(0), time(0)),
    ),
    holidays_closed=False,
)
SYLLABLES = ("ba", "do", "fi", "gu", "ha", "ju", "ka", "lo", "mi", "nu", "pe", "ro", "sa", "ti", "vu", "my")
WORDS_IN_PASSPHRASE = 4


@dataclass(frozen=True)
class SignIn:
    """How one of the demo's people signs in."""

    name: str
    login: str
    passphrase: str
    totp_secret: str
    recovery_codes: tuple[str, ...]


@dataclass(frozen=True)
class Demo:
    """What loading the demo made, for showing."""

    sign_ins: tuple[SignIn, ...]
    kit_code: str
    imported: Imported


def load_demo(session: Session, *, pepper: bytes, now: datetime, cost: Cost = ARGON2_PASSPHRASE) -> Demo:
    """Make the whole demo in one transaction. Its numbers come from the series PTS keeps free for fiction."""
    municipality = _municipality()
    session.add(municipality)
    session.flush()
    mine = Landlord(municipality_id=municipality.id, slug="lindbackahem", name="Lindbackahem")
    other = Landlord(municipality_id=municipality.id, slug="bruksbostader", name="Bruksbostäder")
    session.add_all([mine, other, *demo_receivers(municipality.id)])
    session.flush()
    load_campaign(session, municipality.id, local(now).date())
    made: dict[str, tuple[NewAccount, str]] = {}
    for name, role, landlord in (
        ("Asta", Role.COORDINATOR, None),
        ("Astrid", Role.COORDINATOR, None),
        ("Bo", Role.LANDLORD_STAFF, mine),
        ("Cleo", Role.LANDLORD_STAFF, other),
        ("Adam", Role.ADMINISTRATOR, None),
    ):
        passphrase = new_passphrase()
        account = make_account(
            session, login=name, name=name, role=role, municipality=municipality, landlord=landlord,
            passphrase=passphrase, pepper=pepper, cost=cost, email=f"{name.lower()}@lindbacka.example",
        )  # fmt: skip
        made[name] = (account, passphrase)
    kit_code = _inbox(session, municipality, {name: one.account for name, (one, _) in made.items()}, now)
    imported = import_houses(
        session, landlord=mine, reading=read_list(HOUSES.read_bytes(), HOUSES.name), account=None, now=now
    )
    import_houses(session, landlord=other, reading=read_list(OTHER_HOUSES.encode(), "hus.csv"), account=None, now=now)
    return Demo(tuple(_sign_in(*one) for one in made.values()), kit_code, imported)


def new_passphrase() -> str:
    """Four made-up words: 48 random bits, easy to type."""
    words = ("".join(secrets.choice(SYLLABLES) for _ in range(3)) for _ in range(WORDS_IN_PASSPHRASE))
    return " ".join(words)


def keep_sign_ins(demo: Demo, folder: Path) -> Path:
    """Keep the demo's sign-ins beside its database, for its owner only. A real installation has no such file."""
    folder.mkdir(parents=True, exist_ok=True)  # with PostgreSQL nothing else may have made it
    path = folder / SIGN_INS
    path.unlink(missing_ok=True)
    content = {"people": [asdict(one) for one in demo.sign_ins], "recovery_kit": demo.kit_code}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
    return path


def kept_sign_ins(folder: Path) -> tuple[SignIn, ...]:
    """The sign-ins of the demo that was loaded here; empty when there is none."""
    path = folder / SIGN_INS
    if not path.exists():
        return ()
    people = json.loads(path.read_text(encoding="utf-8"))["people"]
    return tuple(SignIn(**{**one, "recovery_codes": tuple(one["recovery_codes"])}) for one in people)


def _municipality() -> Municipality:
    return Municipality(
        slug="lindbacka",
        name="Lindbacka kommun",
        exit_address="https://www.smhi.se/vader",
        mandated_form="https://lindbacka.example/orosanmalan",
        retention_days=30,
        retention_rule="Dokumenthanteringsplan för socialnämnden, 2026-03-12, § 8",
        contacts=[
            LocalContact(kind=ContactKind.SOCIAL_SERVICES, number="08-465 004 00", hours=hours_to_json(OFFICE)),
            LocalContact(kind=ContactKind.OUT_OF_HOURS, number="08-465 004 10", hours=hours_to_json(OUT_OF_HOURS)),
        ],
    )


def _inbox(session: Session, municipality: Municipality, people: dict[str, Account], now: datetime) -> str:
    inbox, kit = make_inbox(
        session, municipality=municipality, name="Lindbacka", receives=Receives.ALL,
        hours=hours_to_json(OFFICE), keyholders=[people["Asta"], people["Astrid"]], now=now,
    )  # fmt: skip
    test_open_kit(session, inbox=inbox, typed=kit.code, now=now, today=local(now).date())
    inbox.duties = [
        Duty(part=part, account_id=people[name].id)
        for part, name in ((Part.OWNER, "Asta"), (Part.DEPUTY, "Astrid"), (Part.MANAGER, "Adam"))
    ]
    go_live(inbox)
    return kit.code


def _sign_in(made: NewAccount, passphrase: str) -> SignIn:
    account = made.account
    return SignIn(account.name, account.login or "", passphrase, made.totp_secret, made.recovery_codes)
