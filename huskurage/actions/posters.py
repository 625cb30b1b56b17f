"""Ordering, drawing and fetching posters: single sheets at once, estates in a process of their own."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, NothingChosen
from huskurage.actions.guidance import address_behind
from huskurage.actions.hanging import edition_now, label_of, note_printed, revision_for
from huskurage.actions.people import Unlocked
from huskurage.core.poster import CannotDraw, TooManySheets, TooMuchText, draw
from huskurage.core.proof import WrongCode, prove
from huskurage.core.qr import CodeTooDense, print_url
from huskurage.core.sheet import Sheet, SheetWords
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.store.hanging import Revision
from huskurage.store.houses import Stairwell
from huskurage.store.places import Landlord
from huskurage.store.printing import RUNNING, JobState, PrintJob, jobs_of

DESIGN = "calm"
LOST_AFTER = timedelta(minutes=2)  # a drawing process that has not said a word for so long is gone
PROBLEMS = {
    CannotDraw: "cannot_draw",
    TooMuchText: "too_much_text",
    WrongCode: "wrong_code",
    CodeTooDense: "code_too_dense",
}

WordsFor = Callable[[str, str], SheetWords]  # (language tag, full address) -> that language's words
Sessions = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Press:
    """What drawing needs besides the houses: where designs lie, the address codes lead to, the words, the labels."""

    posters_dir: Path
    address: str  # "https://host" as codes carry it
    words_for: WordsFor
    label_for: Callable[[str], str]


def sheet_for(stairwell: Stairwell, *, press: Press, languages: Sequence[str], revision: str) -> Sheet:
    """One stairwell's poster as data: address, code, numbers as values, words in the chosen languages.

    `revision` is the label in its corner.
    """
    landlord, building = stairwell.building.landlord, stairwell.building
    url = print_url(press.address, stairwell.tag)
    return Sheet(
        street_address=stairwell.address,
        place=building.city,
        url=url,
        short_address=f"{press.address.partition('://')[2]}/{stairwell.tag}",
        municipality=landlord.municipality.name,
        landlord=landlord.name,
        numbers=tuple((press.label_for(one.kind.value), one.number) for one in landlord.municipality.contacts),
        words=tuple(press.words_for(tag, address_behind(stairwell)) for tag in languages),
        revision=revision,
    )


def draw_posters(
    stairwells: Sequence[Stairwell], *, press: Press, languages: Sequence[str], made_on: date, revision: str
) -> tuple[bytes, list[str]]:
    """One PDF in the order given, and the address each page's code must hold. Raises what `core.poster.draw` raises."""
    sheets = [sheet_for(one, press=press, languages=languages, revision=revision) for one in stairwells]
    return draw(sheets, posters_dir=press.posters_dir, design=DESIGN, made_on=made_on), [one.url for one in sheets]


def corner_of(session: Session, stairwell: Stairwell, *, press: Press, languages: Sequence[str], made_on: date) -> str:
    """What stands in the corner of a poster that is drawn today for this stairwell; changes nothing."""
    municipality = stairwell.building.landlord.municipality
    edition = edition_now(municipality, sayings=press, design=DESIGN, languages=languages)
    return label_of(session, municipality, edition=edition, day=made_on)


def one_poster(
    session: Session, stairwell: Stairwell, *, press: Press, languages: Sequence[str], made_on: date
) -> bytes:
    """A single poster whose code was read back from the drawn page before anybody gets it; raises WrongCode."""
    corner = corner_of(session, stairwell, press=press, languages=languages, made_on=made_on)
    pdf, expected = draw_posters([stairwell], press=press, languages=languages, made_on=made_on, revision=corner)
    prove(pdf, expected, share=1.0)
    return pdf


def order_print(
    session: Session,
    unlocked: Unlocked,
    *,
    stairwells: Sequence[Stairwell],
    languages: Sequence[str],
    now: datetime,
) -> PrintJob:
    """Order one PDF of these stairwells of the person's own landlord; raises NothingChosen, NotFound."""
    if not stairwells:
        raise NothingChosen
    if any(one.building.landlord_id != unlocked.account.landlord_id for one in stairwells):
        raise NotFound
    job = PrintJob(
        landlord_id=stairwells[0].building.landlord_id,
        ordered_by_id=unlocked.account.id,
        ordered_at=now,
        beat_at=now,
        stairwell_ids=[one.id for one in stairwells],
        languages=list(languages),
        total=len(stairwells),
    )
    session.add(job)
    session.flush()
    record(session, at=now, act=Act.POSTERS_PRINTED, account=unlocked.account, kind="print", object_id=job.id)
    return job


def job_for(session: Session, unlocked: Unlocked, job_id: str) -> PrintJob:
    """A print job of the person's own landlord; raises NotFound for any other, as for none."""
    job = session.get(PrintJob, job_id) if is_random_id(job_id) else None
    if job is None or job.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    return job


def jobs_for(session: Session, unlocked: Unlocked) -> list[PrintJob]:
    """The landlord's latest print jobs."""
    return jobs_of(session, unlocked.account.landlord_id) if unlocked.account.landlord_id else []


def is_lost(job: PrintJob, now: datetime) -> bool:
    """Whether the drawing process died: the job must be ordered again."""
    return job.state in RUNNING and job.beat_at + LOST_AFTER < now


def run_print(
    job_id: str, *, transaction: Sessions, reading: Sessions, press: Press, folder: Path, clock: Callable[[], datetime]
) -> None:
    """Draw, check and keep an ordered print; runs in a child process and writes down how far it has come."""

    def tell(state: JobState, done: int = 0, problem: str = "") -> None:
        with transaction() as session:
            job = session.get_one(PrintJob, job_id)
            job.state, job.done, job.problem, job.beat_at = state, done, problem, clock()

    tell(JobState.DRAWING)
    made_on = local(clock()).date()
    try:
        with transaction() as session:
            revision_id, corner = _revision(session, job_id, press, made_on)
        with reading() as session:  # typesetting takes seconds: nobody's concern may wait for it
            job = session.get_one(PrintJob, job_id)
            chosen = [session.get_one(Stairwell, one) for one in job.stairwell_ids]
            languages, total = list(job.languages), job.total
            tags = {one.id: one.tag for one in chosen}
            pdf, expected = draw_posters(chosen, press=press, languages=languages, made_on=made_on, revision=corner)
        tell(JobState.CHECKING, total)
        prove(pdf, expected)
        _keep(pdf, job_path(folder, job_id))
    except (CannotDraw, WrongCode, CodeTooDense, TooManySheets) as error:
        tell(JobState.FAILED, problem=PROBLEMS.get(type(error), "cannot_draw"))
    else:
        with transaction() as session:
            note_printed(session, tags, revision=session.get_one(Revision, revision_id), day=made_on)
        tell(JobState.DONE, total)


def _revision(session: Session, job_id: str, press: Press, made_on: date) -> tuple[int, str]:
    """The revision of what an ordered print will say, by its id, and its label."""
    job = session.get_one(PrintJob, job_id)
    municipality = session.get_one(Landlord, job.landlord_id).municipality
    edition = edition_now(municipality, sayings=press, design=DESIGN, languages=job.languages)
    revision = revision_for(session, municipality, edition=edition, day=made_on)
    return revision.id, revision.label


def job_path(folder: Path, job_id: str) -> Path:
    """Where a job's PDF lies."""
    return folder / "posters" / "jobs" / f"{job_id}.pdf"


def _keep(pdf: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(pdf)
    os.replace(draft, path)  # noqa: PTH105 - atomic within the folder
