"""What a landlord's list of 20,000 stairwells costs from the file to the undone import: processor time and memory.

The steps are those of the pages. Then files that mean harm, each in a process of its own.

Run: python benchmarks/import.py
"""

import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

from ground import folder_of_its_own, print_machine
from openpyxl import Workbook
from sqlalchemy.orm import Session

from huskurage.actions.housing import Imported, import_houses, planned
from huskurage.actions.keys import make_account
from huskurage.actions.people import Unlocked, open_account
from huskurage.actions.register import facts_of
from huskurage.actions.undoing import undo_import
from huskurage.core.access import Role
from huskurage.core.houses import read_houses
from huskurage.core.lists import pack, unpack, without_people
from huskurage.core.sharing import SMALL_BUILDING
from huskurage.core.spreadsheet import read_table
from huskurage.core.table import Unreadable
from huskurage.store.engine import Database
from huskurage.store.houses import register_of
from huskurage.store.places import Landlord, Municipality

ROWS = (600, 20_000)
HEADER = ("Gata", "Nr", "Uppgång", "Postnummer", "Ort", "Lägenheter", "Område", "Hyresgäst")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENOUGH = {600: 10, 20_000: 60}  # seconds for all steps
WORDS = "bo dricker kaffe 71"
MOST_MB, HOSTILE_SECONDS, HOSTILE_MB = 500, 5, 200


def rows(many: int) -> list[tuple[str, ...]]:
    return [
        (
            f"Storgatan {chr(65 + number % 26)}",
            str(number // 52 + 1),
            "AB"[number // 26 % 2],
            "777 30",
            "Lindbacka",
            str(number % 14 + 1),
            f"Kvarteret {chr(65 + number % 26)}",
            "Anna Exempel",
        )
        for number in range(many)
    ]


def as_csv(many: int) -> bytes:
    return "\r\n".join(";".join(row) for row in [HEADER, *rows(many)]).encode("cp1252")


def as_xlsx(many: int) -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Hus")
    for row in [HEADER, *rows(many)]:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def measure(kind: str, many: int) -> None:
    """In a process of its own, so that the peak is this import's."""
    content = as_csv(many) if kind == "csv" else as_xlsx(many)
    ground, took = peak(), dict[str, float]()

    def timed(name: str) -> None:
        now = time.process_time()
        took[name] = now - sum(took.values()) - begun

    with folder_of_its_own() as folder:
        database = Database(f"sqlite:///{folder / 'houses.db'}", f"sqlite:///{folder / 'keys.db'}")
        database.migrate()
        with database.writes() as session:
            landlord_id, bo = somebody(session)
            session.commit()
            session.refresh(bo.account)  # it is looked at after this session
        begun = time.process_time()
        packed = pack(without_people(read_table(content, f"hus.{kind}")))
        timed("read")
        done = confirmed(database, packed, landlord_id, timed)
        with database.writes() as session:
            undo_import(session, bo, done.import_id, now=datetime.now(UTC), small_below=SMALL_BUILDING)
            session.commit()
            timed("undone")
            assert all(one.retired_on for one in register_of(session, landlord_id))
        database.close()
    whole = sum(took.values())
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())
    print(
        f"{many:6} rows {kind:4} {len(content) / 1e6:5.1f} MB file: {steps}; in all {whole:.1f} s of {ENOUGH[many]}; "
        f"peak {peak():.0f} MB of {MOST_MB}, {peak() - ground:.0f} MB above the start"
    )
    assert whole < ENOUGH[many]
    assert peak() < MOST_MB


def confirmed(database: Database, packed: bytes, landlord_id: int, timed: Callable[[str], None]) -> Imported:
    """Preview and confirm, as the pages do: each reads the list anew."""
    houses = unpack(packed)
    mapping = houses.guessed()
    assert len(mapping) == len(HEADER) - 1
    with database.reads() as session:
        plan = planned(session, landlord_id, read_houses(houses.table, mapping))
    timed("previewed")
    with database.writes() as session:
        landlord, reading = session.get_one(Landlord, landlord_id), read_houses(unpack(packed).table, mapping)
        done = import_houses(
            session, landlord=landlord, reading=reading, account=None, now=datetime.now(UTC), expected=plan.digest()
        )
        session.commit()
        timed("saved")
        assert (done.new, len(reading.faults)) == (len(houses.table.rows), 0), (done, reading.faults[:3])
        assert facts_of(register_of(session, landlord_id)[0]).dwellings
    return done


def somebody(session: Session) -> tuple[int, Unlocked]:
    town = Municipality(
        slug="lindbacka", name="Lindbacka kommun", exit_address="https://weather.example/", mandated_form=""
    )
    session.add(town)
    session.flush()
    landlord = Landlord(municipality_id=town.id, slug="lindbackahem", name="Lindbackahem")
    session.add(landlord)
    session.flush()
    made = make_account(
        session, login="bo", name="Bo", role=Role.LANDLORD_STAFF, municipality=town, landlord=landlord,
        passphrase=WORDS, pepper=bytes(range(32)), language="sv",
    )  # fmt: skip
    pair = open_account(made.account, WORDS)
    assert pair is not None
    return landlord.id, Unlocked(made.account, pair, b"", datetime.now(UTC))


def book(sheet: str) -> bytes:
    """A workbook with this XML for its one sheet."""
    whole, empty, file = Workbook(), io.BytesIO(), io.BytesIO()
    whole.save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return file.getvalue()


def entity(depth: int) -> str:
    return f"&a{depth};"


def laughing() -> str:
    """Entities that stand for each other, ten times over: a billion words in a kilobyte."""
    grown = "".join(f'<!ENTITY a{depth} "{entity(depth - 1) * 10}">' for depth in range(1, 10))
    return f'<!DOCTYPE s [<!ENTITY a0 "ha">{grown}]>'


def wide(filler: str) -> bytes:
    """As many cells as ten megabytes of CSV may hold."""
    head = ";".join(["Gata", "Nr", *(f"k{number}" for number in range(98))])
    line = ";".join(["Kyrkogatan", "{}", *[filler] * 98])
    return "\n".join([head, *(line.format(number % 9_000 + 1) for number in range(20_000))]).encode()[:9_990_000]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: book("<worksheet>" + "<row/>" * 40_000_000 + "</worksheet>"),
    "entity expansion": lambda: book(f'{laughing()}<worksheet xmlns="{MAIN}">&a9;</worksheet>'),
    "web page": lambda: b"<html><table>" + b"<tr><td>Gata</td></tr>" * 400_000,
    "lying dimension": lambda: book(
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        '<t>Gata</t></is></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    ),
    "wide list": lambda: wide("1234"),
    "wide list of short cells": lambda: wide("ab"),
    "many phone-like cells": lambda: wide("0701"),
    "long cells": lambda: b"Gata;Nr\n" + (b"a 1-" * 120 + b";7\n") * 19_000,
    "one long line": lambda: b"Gata;Nr\n" + b"x" * 9_900_000,
}


def hostile(name: str) -> None:
    """What a harmful file costs until it is refused, or kept between the steps."""
    content = HOSTILE[name]()
    ground, begun = peak(), time.process_time()
    try:
        kept = pack(without_people(read_table(content, "hus.xlsx")))
        outcome = f"kept in {len(kept) / 1e6:.2f} MB"
    except Unreadable as error:
        outcome = f"refused: {error.reason.value}"
    took, grown = time.process_time() - begun, peak() - ground
    print(
        f"{name:25} {len(content) / 1e6:5.1f} MB: {outcome}; {took:.1f} s of {HOSTILE_SECONDS}, "
        f"{grown:.0f} MB of {HOSTILE_MB}"
    )
    assert took < HOSTILE_SECONDS
    assert grown < HOSTILE_MB


def peak() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    print_machine()
    for many in ROWS:
        for kind in ("csv", "xlsx"):
            subprocess.run([sys.executable, __file__, kind, str(many)], check=True)
    for name in HOSTILE:
        subprocess.run([sys.executable, __file__, "hostile", name], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == "hostile":
        hostile(sys.argv[2])
    else:
        measure(sys.argv[1], int(sys.argv[2]))
