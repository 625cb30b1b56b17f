"""An ordered print as its own process makes it: in parts, read back, stopped when asked; all is kept or nothing."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
import zxingcpp
from doing import unlock
from hung import NEW_NUMBER, OLD_NUMBER, change_number, stairwell
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from town import MORNING, Clock, Town

from huskurage.actions import binding, drawing, printline, prints
from huskurage.actions.binding import Work
from huskurage.actions.drawing import run_print
from huskurage.actions.errors import NotFound, NothingChosen, TooManyChosen
from huskurage.actions.printline import tidy_prints
from huskurage.actions.prints import cancel_print, file_path, is_lost, job_for, jobs_dir, order_print, parts_of
from huskurage.actions.sheets import Press
from huskurage.actions.tags import replace_tag
from huskurage.core.designs import CannotDraw, PrintOrder
from huskurage.core.poster import TooMuchText
from huskurage.core.proof import WrongCode, prove
from huskurage.core.sheet import SheetWords
from huskurage.settings import shipped
from huskurage.store.choosing import Sieve, ids_of, sieved
from huskurage.store.engine import Database
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Stairwell
from huskurage.store.printing import JobState, PrintJob

WALK = ["Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10", "Åsvägen 2"]
WORDS = SheetWords(
    language="sv", direction="ltr", script="Latn", headline="Hörs det?", subline="Bry dig.", now_call="Ring 112.",
    say="Jag är här.", steps=(("Ett", ""), ("Två", ""), ("Tre", ""), ("Fyra", "")), read_more="Läs mer", free="Gratis.",
)  # fmt: skip
PRESS = Press(
    posters_dir=shipped("posters"), address="https://huskurage.example", words_for=lambda *_: WORDS,
    label_for=lambda _: "Telefon",
)  # fmt: skip


@dataclass
class Printer:
    """Bo's orders and the processes that draw them."""

    database: Database
    town: Town
    clock: Clock
    folder: Path
    started: list[str] = field(default_factory=list)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self.database.writes() as session:
            yield session
            session.commit()

    def order(self, packing: str = "pdf", *, who: str = "bo", **order: Any) -> str:
        with self.transaction() as session:
            person = unlock(session, self.town.people[who])
            assert person.account.landlord_id is not None
            ids = ids_of(session, sieved(person.account.landlord_id, Sieve()))
            shape = PrintOrder(**order)
            return order_print(session, person, stairwell_ids=ids, order=shape, packing=packing, now=self.clock()).id

    def draw(self, job_id: str) -> None:
        reading = self.database.reads
        run_print(
            job_id, transaction=self.transaction, reading=reading, press=PRESS, folder=self.folder, clock=self.clock,
            start=self.started.append,
        )  # fmt: skip

    def tidy(self) -> None:
        tidy_prints(self.transaction, now=self.clock(), folder=self.folder, start=self.started.append)

    def job(self, job_id: str) -> PrintJob:
        with self.database.reads() as session:
            return session.get_one(PrintJob, job_id)

    def file(self, job_id: str, part: int = 1) -> bytes:
        return file_path(self.folder, self.job(job_id), part).read_bytes()

    def cancel(self, job_id: str) -> None:
        with self.transaction() as session:
            cancel_print(session, unlock(session, self.town.bo), job_id, now=self.clock())

    def set(self, job_id: str, **values: Any) -> None:
        with self.database.engine.begin() as connection:
            connection.execute(update(PrintJob).where(PrintJob.id == job_id).values(**values))

    def left(self) -> list[str]:
        return sorted(path.name for path in jobs_dir(self.folder).iterdir()) if jobs_dir(self.folder).exists() else []

    def tags(self) -> list[str]:
        return [self.town.tags[one] for one in WALK]


@pytest.fixture
def printer(database: Database, town: Town, clock: Clock, tmp_path: Path) -> Printer:
    return Printer(database, town, clock, tmp_path)


def codes(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].render(scale=150 / 72).to_pil() for number in range(len(document))]
    document.close()
    return [zxingcpp.read_barcodes(page)[0].text.rpartition("/")[2] for page in pages]


def when(moment: int, then: Callable[[], object]) -> Callable[..., Any]:
    """Drawing during which something happens, before the drawing of that number (from 1)."""
    real, count = binding.draw_posters, iter(range(1, 1000))

    def draw(*args: Any, **kwargs: Any) -> Any:
        if next(count) == moment:
            then()
        return real(*args, **kwargs)

    return draw


def test_a_print_is_one_pdf_in_walking_order_read_back_and_done(printer: Printer) -> None:
    job_id = printer.order()
    printer.draw(job_id)
    job = printer.job(job_id)
    assert (job.state, job.done, job.done_at) == (JobState.DONE, 4, MORNING)
    assert codes(printer.file(job_id)) == printer.tags()
    assert printer.left() == [f"{job_id}.pdf"]


def test_many_sheets_come_in_parts_of_about_equal_length(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "FILE_PAGES", 3)
    job_id = printer.order()
    printer.draw(job_id)
    assert codes(printer.file(job_id, 1)) + codes(printer.file(job_id, 2)) == printer.tags()
    assert printer.left() == [f"{job_id}-2.pdf", f"{job_id}.pdf"]


@pytest.mark.parametrize("total", [1, 127, 1_000, 1_001, 2_600, 20_000])
def test_parts_hold_every_sheet_once(total: int) -> None:
    parts = parts_of(total)
    assert [place for part in parts for place in range(part.first, part.end)] == list(range(total))
    sizes = {part.end - part.first for part in parts}
    assert max(sizes) <= 1_000
    assert max(sizes) - min(sizes) <= 1


def test_a_zip_holds_a_file_for_each_stairwell_by_its_address(printer: Printer) -> None:
    job_id = printer.order("zip")
    printer.draw(job_id)
    with ZipFile(io.BytesIO(printer.file(job_id))) as file:
        assert file.testzip() is None
        assert file.namelist() == [f"{place} {address}.pdf" for place, address in enumerate(WALK, start=1)]
        assert [codes(file.read(name))[0] for name in file.namelist()] == printer.tags()
        assert {entry.date_time for entry in file.infolist()} == {(2026, 11, 23, 0, 0, 0)}  # the day, no hour


def test_pictures_come_in_a_zip_and_lead_home(printer: Printer) -> None:
    job_id = printer.order("png", form="screen")
    printer.draw(job_id)
    assert printer.job(job_id).state is JobState.DONE
    with ZipFile(io.BytesIO(printer.file(job_id))) as file:
        for name, tag in zip(file.namelist(), printer.tags(), strict=True):
            assert name.endswith(".png")
            prove(file.read(name), [f"HTTPS://HUSKURAGE.EXAMPLE/{tag}"])


@pytest.mark.parametrize("packing", ["pdf", "zip"])
def test_cancelling_while_it_is_drawn_keeps_nothing(
    printer: Printer, packing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prints, "FILE_PAGES", 2)
    monkeypatch.setattr(binding, "AT_ONCE", 1)
    job_id = printer.order(packing)
    monkeypatch.setattr(binding, "draw_posters", when(2, lambda: printer.cancel(job_id)))
    printer.draw(job_id)
    job = printer.job(job_id)
    assert (job.state, job.done, job.done_at) == (JobState.CANCELLED, 0, None)
    assert printer.left() == []


def test_cancelling_at_the_last_moment_keeps_nothing(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id, real = printer.order(), drawing.make_files

    def make(*args: Any) -> list[Path]:
        made = real(*args)
        printer.cancel(job_id)
        return made

    monkeypatch.setattr(drawing, "make_files", make)
    printer.draw(job_id)
    assert printer.job(job_id).state is JobState.CANCELLED
    assert printer.left() == []


def test_cancelling_what_waits_ends_it_and_what_is_done_stays(printer: Printer) -> None:
    waiting, done = printer.order(), printer.order()
    printer.draw(done)
    printer.cancel(waiting)
    printer.cancel(done)
    assert printer.job(waiting).state is JobState.CANCELLED
    assert printer.job(done).state is JobState.DONE
    printer.draw(waiting)
    assert printer.job(waiting).state is JobState.CANCELLED


def raising(error: BaseException) -> Callable[..., Any]:
    def broken(*_: Any, **__: Any) -> Any:
        raise error

    return broken


FAILURES = [
    (binding, "draw_posters", CannotDraw("x"), "cannot_draw"),
    (binding, "draw_posters", TooMuchText("x"), "too_much_text"),
    (binding, "prove", WrongCode(0, ()), "wrong_code"),
    (binding, "draw_posters", OSError(28, "full"), "disk_full"),
    (binding, "draw_posters", MemoryError(), "broke"),
    (binding, "draw_posters", OSError(5, "disk"), "broke"),
]


@pytest.mark.parametrize(("place", "name", "error", "problem"), FAILURES)
def test_what_fails_says_why_and_keeps_nothing(
    printer: Printer, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, error: Exception, problem: str
) -> None:
    job_id = printer.order()
    monkeypatch.setattr(place, name, raising(error))
    printer.draw(job_id)
    assert (printer.job(job_id).state, printer.job(job_id).problem) == (JobState.FAILED, problem)
    assert printer.left() == []


def test_a_full_disk_is_noticed_before_anything_is_drawn(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = printer.order()
    monkeypatch.setattr(drawing.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    monkeypatch.setattr(binding, "draw_posters", raising(AssertionError("drawn")))
    printer.draw(job_id)
    assert printer.job(job_id).problem == "disk_full"


def test_a_house_that_left_the_register_is_told_of_and_nothing_is_half(printer: Printer) -> None:
    job_id = printer.order()
    with printer.transaction() as session:
        first = session.get_one(Stairwell, printer.job(job_id).stairwell_ids[2])
        first.retired_on = MORNING.date()
    printer.draw(job_id)
    assert printer.job(job_id).problem == "house_gone"
    assert printer.left() == []


def test_a_wrong_code_in_a_later_part_is_found(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "FILE_PAGES", 2)
    real = binding.draw_posters

    def swapped(houses: Sequence[Stairwell], **kwargs: Any) -> tuple[bytes, list[str]]:
        pdf, expected = real(houses, **kwargs)
        return pdf, expected if houses[0].address == WALK[0] else list(reversed(expected))

    monkeypatch.setattr(binding, "draw_posters", swapped)
    job_id = printer.order()
    printer.draw(job_id)
    assert printer.job(job_id).problem == "wrong_code"
    assert printer.left() == []


def test_two_of_a_landlords_prints_are_drawn_at_once_and_others_wait(printer: Printer) -> None:
    first, second, third = [printer.order() for _ in range(3)]
    cleos = printer.order(who="cleo")
    for job_id in (first, second):
        printer.set(job_id, state=JobState.DRAWING)
    printer.draw(third)
    assert printer.job(third).state is JobState.WAITING
    printer.draw(cleos)
    assert printer.job(cleos).state is JobState.DONE  # nobody waits for another landlord
    printer.set(first, state=JobState.WAITING)
    printer.draw(first)
    assert printer.started == [third]


def test_a_job_is_drawn_by_one_process_alone(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id, count = printer.order(), []
    real = drawing.make_files

    def make(*args: Any) -> list[Path]:
        count.append(1)
        printer.draw(job_id)  # a second process, begun by the upkeep
        return real(*args)

    monkeypatch.setattr(drawing, "make_files", make)
    printer.draw(job_id)
    assert len(count) == 1
    assert printer.job(job_id).state is JobState.DONE


@pytest.mark.parametrize("packing", ["pdf", "zip"])
def test_what_changes_while_it_is_drawn_is_not_what_was_printed(
    printer: Printer, packing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper carries the old tag and the old number: it is those that may hang somewhere."""
    job_id, real = printer.order(packing), drawing.make_files

    def make(*args: Any) -> list[Path]:
        made = real(*args)
        with printer.transaction() as session:
            house = stairwell(session, printer.tags()[0])
            replace_tag(session, unlock(session, printer.town.bo), house.id, seen=house.own_tag, now=printer.clock())
            change_number(session)
        return made

    monkeypatch.setattr(drawing, "make_files", make)
    printer.draw(job_id)
    assert printer.job(job_id).state is JobState.DONE
    with printer.database.reads() as session:
        noted = session.scalars(select(Hanging).order_by(Hanging.id)).all()
        assert [one.tag_code for one in noted] == printer.tags()
        assert {one.revision.numbers["social_services"] for one in noted} == {OLD_NUMBER}


def test_parts_that_were_drawn_before_and_after_a_change_are_noted_apart(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prints, "FILE_PAGES", 2)
    job_id = printer.order()

    def change() -> None:
        with printer.transaction() as session:
            change_number(session)

    real, count = Work.sheets, iter(range(2))

    def sheets(self: Work, part: Any) -> Any:
        if next(count):
            change()
        return real(self, part)

    monkeypatch.setattr(Work, "sheets", sheets)
    printer.draw(job_id)
    with printer.database.reads() as session:
        noted = session.scalars(select(Hanging).order_by(Hanging.id)).all()
        assert [one.revision.numbers["social_services"] for one in noted] == [OLD_NUMBER] * 2 + [NEW_NUMBER] * 2


def test_the_upkeep_does_not_call_dead_what_ended_while_it_looked(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = printer.order()
    printer.set(job_id, state=JobState.DRAWING)
    printer.clock.move(minutes=3)
    real, said = printline.is_lost, []

    def looks_lost(job: PrintJob, now: datetime) -> bool:
        if not said and printer.database.engine.dialect.name == "postgresql":  # SQLite lets nobody write meanwhile
            said.append(job.id)
            printer.set(job_id, state=JobState.DONE, done_at=printer.clock())
            return True
        return real(job, now)

    if printer.database.engine.dialect.name == "postgresql":
        monkeypatch.setattr(printline, "is_lost", looks_lost)
        printer.tidy()
        assert printer.job(job_id).state is JobState.DONE


def test_nobody_else_on_the_machine_looks_into_the_folder_of_prints(printer: Printer) -> None:
    printer.draw(printer.order())
    assert jobs_dir(printer.folder).stat().st_mode & 0o777 == 0o700


def test_the_upkeep_begins_what_nobody_began_and_tells_of_what_died(printer: Printer) -> None:
    died, fresh, waiting = [printer.order() for _ in range(3)]
    printer.set(died, state=JobState.DRAWING)
    draft = jobs_dir(printer.folder) / f"{died}.draft"
    draft.mkdir(parents=True)
    (draft / "1.pdf").write_bytes(b"half")
    printer.clock.move(seconds=20)
    printer.tidy()
    assert printer.started == []  # their own processes have their chance first
    assert draft.exists()
    printer.clock.move(minutes=3)
    printer.set(fresh, state=JobState.DRAWING, beat_at=printer.clock())
    printer.tidy()
    assert (printer.job(died).state, printer.job(died).problem) == (JobState.FAILED, "interrupted")
    assert not draft.exists()
    assert printer.started == [waiting]
    assert printer.job(fresh).state is JobState.DRAWING


def test_a_process_that_was_given_up_keeps_nothing_when_it_comes_back(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = printer.order()

    def sleep() -> None:
        printer.clock.move(minutes=3)
        printer.tidy()

    monkeypatch.setattr(binding, "draw_posters", when(1, sleep))
    printer.draw(job_id)
    assert printer.job(job_id).problem == "interrupted"
    assert printer.left() == []


def test_files_stay_seven_days_and_go_then(printer: Printer) -> None:
    job_id = printer.order()
    printer.draw(job_id)
    stranger = jobs_dir(printer.folder) / "notes.txt"
    stranger.write_text("not ours")
    printer.clock.move(days=6, hours=23)
    printer.tidy()
    assert f"{job_id}.pdf" in printer.left()
    printer.clock.move(hours=2)
    printer.tidy()
    printer.tidy()
    assert printer.left() == ["notes.txt"]
    assert printer.job(job_id).state is JobState.DONE  # the order itself is remembered, to be ordered again


def test_what_belongs_to_no_print_is_deleted(printer: Printer) -> None:
    jobs_dir(printer.folder).mkdir(parents=True)
    (jobs_dir(printer.folder) / f"{'a' * 32}-3.pdf").write_bytes(b"%PDF-")
    printer.tidy()
    assert printer.left() == []


def test_orders_of_nothing_of_too_much_and_of_others_houses_are_refused(session: Session, town: Town) -> None:
    bo, cleo = unlock(session, town.bo), unlock(session, town.cleo)
    asta = unlock(session, town.asta)
    assert bo.account.landlord_id is not None
    mine = ids_of(session, sieved(bo.account.landlord_id, Sieve()))
    order = partial(order_print, session, order=PrintOrder(), packing="pdf", now=MORNING)
    with pytest.raises(NothingChosen):
        order(bo, stairwell_ids=[])
    with pytest.raises(TooManyChosen):
        order(bo, stairwell_ids=range(1, 20_002))
    for person in (cleo, asta):
        with pytest.raises(NotFound):
            order(person, stairwell_ids=mine[:1])
    session.get_one(Stairwell, mine[0]).retired_on = MORNING.date()
    session.flush()
    with pytest.raises(NotFound):
        order(bo, stairwell_ids=mine)
    job = order(bo, stairwell_ids=mine[1:])
    with pytest.raises(NotFound):
        job_for(session, cleo, job.id)
    assert not is_lost(job, MORNING + timedelta(days=2))  # what waits in line is not lost
