"""How long a landlord's list of 20,000 stairwells takes to read and to save, and how much memory: XLSX and CSV.

Run: python benchmarks/import.py
"""

import io
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime

from ground import folder_of_its_own, print_machine
from openpyxl import Workbook
from sqlalchemy.orm import Session

from huskurage.actions.housing import import_houses, read_list
from huskurage.store.engine import Database
from huskurage.store.places import Landlord, Municipality

ROWS = 20_000
HEADER = ("Gata", "Nr", "Uppgång", "Postnummer", "Ort", "Lägenheter", "Område")


def rows() -> list[tuple[str, ...]]:
    return [
        (
            f"Storgatan {chr(65 + number % 26)}",
            str(number // 52 + 1),
            "AB"[number // 26 % 2],
            "777 30",
            "Lindbacka",
            "12",
            "Centrum",
        )
        for number in range(ROWS)
    ]


def as_csv() -> bytes:
    return "\r\n".join(";".join(row) for row in [HEADER, *rows()]).encode("cp1252")


def as_xlsx() -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Hus")
    for row in [HEADER, *rows()]:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def measure(kind: str) -> None:
    """In a process of its own, so that the peak is this import's."""
    content = as_csv() if kind == "csv" else as_xlsx()
    ground = peak()
    with folder_of_its_own() as folder:
        database = Database(f"sqlite:///{folder / 'houses.db'}", f"sqlite:///{folder / 'keys.db'}")
        database.migrate()
        begun = time.perf_counter()
        reading = read_list(content, f"hus.{kind}")
        read = time.perf_counter()
        with database.writes() as session:
            first = import_houses(
                session, landlord=some_landlord(session), reading=reading, account=None, now=datetime.now(UTC)
            )
            session.commit()
            saved = time.perf_counter()
        database.close()
    assert (first.new, len(reading.faults)) == (ROWS, 0), (first, reading.faults[:3])
    print(
        f"{kind:4} {len(content) / 1e6:5.1f} MB file: read {read - begun:5.1f} s, saved {saved - read:5.1f} s; "
        f"peak {peak():.0f} MB, {peak() - ground:.0f} MB above the start"
    )


def some_landlord(session: Session) -> Landlord:
    town = Municipality(
        slug="lindbacka", name="Lindbacka kommun", exit_address="https://weather.example/", mandated_form=""
    )
    session.add(town)
    session.flush()
    landlord = Landlord(municipality_id=town.id, slug="lindbackahem", name="Lindbackahem")
    session.add(landlord)
    session.flush()
    return landlord


def peak() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    print_machine()
    print(f"{ROWS} rows")
    for kind in ("csv", "xlsx"):
        subprocess.run([sys.executable, __file__, kind], check=True)


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
