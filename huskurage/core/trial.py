"""Trial prints: whether a design's folder can draw what it promises, and in plain words what its designer must mend."""

import io
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image

from huskurage.core.designs import PAPERS, TRAINING, CannotDraw, Design, design_names, is_picture, read_design
from huskurage.core.poster import draw, draw_pictures, expected_codes
from huskurage.core.printorder import DEFAULT_DESIGN
from huskurage.core.proof import WrongCode, one_at_a_time, prove
from huskurage.core.qr import QUIET_ZONE, qr_matrix
from huskurage.core.sheet import Sheet, SheetWords, offline_text

DAY: Final = date(2026, 1, 1)
DOTS: Final = 150  # to the inch
_SLACK = 0.97  # a code is measured to a few pixels
_URL = "HTTPS://MUNICIPALITY.EXAMPLE/K7MX4PD"  # version 3, as a long host needs


def designs(posters_dir: Path) -> tuple[Design, ...]:
    """The designs that can be offered, the default first: each folder that is in order and draws its formats.

    A broken one harms no other, and is left out. The first call draws every format once and reads its codes, half a
    second a design; later ones remember it until a file changes.
    """
    names = sorted(design_names(posters_dir), key=lambda one: (one != DEFAULT_DESIGN, one))
    good = (name for name in names if not _quick_faults(posters_dir, name, _stamp(posters_dir, name)))
    return tuple(read_design(posters_dir, name) for name in good)


def design_faults(posters_dir: Path, name: str) -> list[str]:
    """What is wrong with a design, in words for its designer: every format in one and in most languages, each option.

    Empty when nothing is. Takes some seconds.
    """
    return list(dict.fromkeys(_faults(posters_dir, name, thorough=True)))


@lru_cache(maxsize=64)
def _quick_faults(posters_dir: Path, name: str, _stamp: int) -> tuple[str, ...]:
    return tuple(_faults(posters_dir, name, thorough=False))


def _stamp(posters_dir: Path, name: str) -> int:
    files = chain((posters_dir / name).rglob("*"), (posters_dir / "shared").rglob("*"))
    return max((path.stat().st_mtime_ns for path in files), default=0)


def _faults(posters_dir: Path, name: str, *, thorough: bool) -> Iterator[str]:
    try:
        design = read_design(posters_dir, name)
    except CannotDraw as error:
        yield str(error)
        return
    for form, promised in design.forms.items():
        for options in [frozenset[str](), *(frozenset({one}) for one in promised.options if thorough)]:
            most = promised.most_languages(options)
            for languages in sorted({1, most}) if thorough and not options else [most]:
                beside = "".join(f" with {option}" for option in options)
                fault = _fault(posters_dir, design, form, options, languages, thorough=thorough)
                if fault:
                    yield f"posters/{name} as {form} in {languages} languages{beside}: {fault}"


def _fault(
    posters_dir: Path, design: Design, form: str, options: frozenset[str], languages: int, *, thorough: bool
) -> str:
    sheet = specimen(languages)
    try:
        if is_picture(form):
            pictures = draw_pictures(
                [sheet], posters_dir=posters_dir, design=design.name, form=form, options=options, made_on=DAY
            )
            file = next(pictures)
        else:
            file = draw([sheet], posters_dir=posters_dir, design=design.name, form=form, options=options, made_on=DAY)
        prove(file, expected_codes([sheet], form=form, options=options), share=1.0)
    except CannotDraw as error:
        return str(error)
    except WrongCode as error:
        read = "can be read, and must not" if TRAINING in options else "are not those that the format has"
        return f"the codes {read}: {len(error.found)} were found"
    return _size_fault(file, form) if thorough and TRAINING not in options else ""


def _size_fault(file: bytes, form: str) -> str:
    """Whether the modules are as large as the format needs, measured on the drawn page; and the page itself."""
    paper, picture = PAPERS[form], _picture(file)
    dots = 72 if is_picture(form) else DOTS
    wanted = round(paper.width / 25.4 * dots), round(paper.height / 25.4 * dots)
    if any(abs(found - right) > dots / 4 for found, right in zip(picture.size, wanted, strict=True)):
        found = " x ".join(f"{side / dots * 25.4:.0f}" for side in picture.size)
        return f"the page is {found} mm, not {paper.width:.0f} x {paper.height:.0f}"
    modules = len(qr_matrix(_URL))
    for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        if code.text == _URL:
            side = abs(code.position.top_right.x - code.position.top_left.x) / dots * 25.4 / modules
            if side < paper.module_mm * _SLACK:
                box = paper.module_mm * (modules + 2 * QUIET_ZONE)
                return (
                    f"the code is too small, {side:.2f} mm a module; it needs {paper.module_mm} (a box of {box:.0f} mm)"
                )
    return ""


def _picture(file: bytes) -> Image.Image:
    if not file.startswith(b"%PDF"):
        return Image.open(io.BytesIO(file))
    with one_at_a_time:
        document = pypdfium2.PdfDocument(file)
        try:
            drawn: Image.Image = document[0].render(scale=DOTS / 72, grayscale=True).to_pil()
            return drawn
        finally:
            document.close()


def specimen(languages: int) -> Sheet:
    """A sheet whose words are about as long as real ones and mean nothing."""
    words = tuple(_words() for _ in range(languages))
    numbers = (("Lorem ipsum dolor sit amet", "08-465 004 00"),) * 2 + (("Consectetur, elit", "114 14"),) * 2
    return Sheet(
        street_address="Lorem ipsumgatan 14 B",
        place="Dolor",
        url=_URL,
        short_address=_URL.lower().partition("//")[2],
        municipality="Lorem ipsum",
        landlord="Dolor sit amet",
        numbers=numbers,
        words=words,
        revision="specimen · 1 · 2026-01",
        offline_text=offline_text(words, numbers[:2]),
    )


def _words() -> SheetWords:
    return SheetWords(
        language="la",
        direction="ltr",
        script="Latn",
        headline="Lorem ip dolor sitam elit?",
        subline="Ut enim ad minim veniam quis nostrud exerci.",
        now_call="Duis aute iru? Dolor 112 velit.",
        say="Ut in Lorem ipsumgatan 14 B, Dolor",
        steps=(
            ("Magna ali", "Ut enim ad minim. Quis nostrud. Ut aliquip ex ea com."),
            ("Dolor elit", "Excepteur sint occaec cupidat."),
            ("Culpa qui off", "112 mollit anim id est, laborum 114 14."),
            ("Sunt in anim?", "Nemo enim ipsam volup."),
        ),
        read_more="Quis autem vel eum iure reprehend",
        free="Sed ut. Unde omnis. Iste natus error sit.",
        letter=("At vero eos et accusamus Lorem", "Nam libero tempore, cum soluta nobis est. " * 4) * 2,
        offline="Temporibus autem: quibusdam",
        practice="Itaque earum",
    )
