"""The poster: what hangs in Kyrkogatan 4 A says so, leads there, and says nothing that was not asked for."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from reading import by_opencv, by_zxing

from huskurage.core.poster import draw, glued_address, read_design
from huskurage.core.proof import count_pages, prove
from huskurage.core.qr import print_url
from huskurage.core.sheet import Direction, Sheet, SheetWords

POSTERS = Path(__file__).parents[2] / "posters"
DAY = date(2026, 11, 22)
HOST, A4 = "huskurage.example", (210, 297)  # A4 in mm


def words(language: str, direction: Direction, script: str, *lines: str) -> SheetWords:
    headline, subline, now_call, say, one, two, three, four, read_more, free = lines
    steps = tuple((title, text) for title, _, text in (step.partition("|") for step in (one, two, three, four)))
    assert len(steps) == 4
    return SheetWords(
        language=language, direction=direction, script=script, headline=headline, subline=subline,
        now_call=now_call, say=say, steps=steps, read_more=read_more, free=free,
    )  # fmt: skip


def swedish(address: str) -> SheetWords:
    return words(
        "sv", "ltr", "Latn", "Låter det illa hos en granne?", "Du får bry dig utan att veta säkert.",
        "Pågår det nu? Ring 112 först.", f"Jag står på {address} i Lindbacka.",
        "Ring på|om det känns tryggt. Be att få låna mjölk. Gå sedan.",
        "Ta med någon|en granne eller värden.", "Ring polisen|114 14 när det inte brådskar.",
        "Finns barn där?|Berätta för socialtjänsten, 08-465 004 10.",
        "Läs mer eller skriv till kommunen", "Kostar inget. Ingen app. Ber aldrig om pengar.",
    )  # fmt: skip


ENGLISH = words(
    "en", "ltr", "Latn", "Does it sound bad next door?", "You may care without being sure.",
    "Is it happening now? Call 112 first.", "", "Ring the bell|if it feels safe. Ask for milk. Then go.",
    "Bring someone|a neighbour or the caretaker.", "Call the police|114 14 when it can wait.",
    "Are there children?|Tell social services, 08-465 004 10.", "Read more or write to the municipality",
    "Costs nothing. No app. Never asks for money.",
)  # fmt: skip
ARABIC = words(
    "ar", "rtl", "Arab", "هل تسمع ما يقلقك عند الجيران؟", "", "هل يحدث الآن؟ اتصل بالرقم 112 أولاً.", "",
    "دق الجرس|", "خذ أحداً معك|", "اتصل بالشرطة 114 14|", "هل هناك أطفال؟|", "اقرأ المزيد", "مجاناً.",
)  # fmt: skip
UKRAINIAN = words(
    "uk", "ltr", "Cyrl", "Непокоїтеся через сусідів?", "",
    "Це відбувається просто зараз? Спершу телефонуйте 112.", "", "Подзвоніть сусідам|",
    "Візьміть когось із собою|", "Зателефонуйте в поліцію|", "Там є діти?|",
    "Дізнайтеся більше, напишіть муніципалітету", "Безкоштовно.",
)  # fmt: skip
OTHERS = (ENGLISH, ARABIC, UKRAINIAN)


def sheet(*others: SheetWords, address: str = "Kyrkogatan 4 A", tag: str = "K7MX4PD", host: str = HOST) -> Sheet:
    return Sheet(
        street_address=address, place="Lindbacka", url=print_url(f"https://{host}", tag), short_address=f"{host}/{tag}",
        municipality="Lindbacka kommun", landlord="Lindbackahem", revision="calm · 1 · 2026-11",
        numbers=(("Polisen", "114 14"), ("Socialtjänsten", "08-465 004 10"), ("Stödlinjen", "020-50 50 50")),
        words=(swedish(address), *others),
    )  # fmt: skip


def drawn(*sheets: Sheet) -> bytes:
    return draw(sheets, posters_dir=POSTERS, made_on=DAY)


@cache
def drawn_in(languages: int) -> bytes:
    return drawn(sheet(*OTHERS[: languages - 1]))


def text_of(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = document[page].get_textpage().get_text_range()
    document.close()
    return " ".join(said.replace("\u00a0", " ").split())


def picture(pdf: bytes, page: int = 0, dpi: int = 150) -> np.ndarray:
    document = pypdfium2.PdfDocument(pdf)
    image = np.asarray(document[page].render(scale=dpi / 72).to_pil().convert("RGB"))
    document.close()
    return image


@pytest.mark.parametrize("languages", [1, 2, 3, 4])
def test_poster_is_one_page_with_a_code_that_leads_home(languages: int) -> None:
    prove(drawn_in(languages), [print_url(f"https://{HOST}", "K7MX4PD")])


def test_estate_of_twelve_leads_each_stairwell_to_itself() -> None:
    house = [sheet(*OTHERS[:2], address=f"Kyrkogatan {n} B", tag=f"K7MX4{n}") for n in range(20, 32)]
    pdf = drawn(*house)
    prove(pdf, [stairwell.url for stairwell in house], share=1.0)
    for page, stairwell in enumerate(house):
        assert f"Jag står på {stairwell.street_address} i Lindbacka." in text_of(pdf, page)
        image = picture(pdf, page)
        assert by_opencv(image) == stairwell.url
        assert by_zxing(image) == (stairwell.url,)


def test_a_code_that_opencvs_first_finder_loses_is_read_by_both_readers() -> None:
    stairwell = replace(sheet(ENGLISH, ARABIC, tag="R6BTFB2"), url=f"HTTP://{HOST.upper()}/R6BTFB2")
    image = picture(drawn(stairwell))
    assert by_opencv(image) == stairwell.url
    assert by_zxing(image) == (stairwell.url,)


@pytest.mark.parametrize("host", ["lindbacka.se", HOST])
def test_code_has_two_millimetre_modules_twenty_from_the_trim(host: str) -> None:
    image = picture(drawn(sheet(*OTHERS, host=host)), dpi=300)
    [code] = zxingcpp.read_barcodes(image)
    corners = [
        code.position.top_left,
        code.position.top_right,
        code.position.bottom_right,
        code.position.bottom_left,
    ]
    mm = np.array([(corner.x, corner.y) for corner in corners]) * 25.4 / 300
    side = 25 if len(print_url(f"https://{host}", "K7MX4PD")) <= 29 else 29
    assert (mm[1][0] - mm[0][0]) / side >= 1.99
    assert min(mm.min(), A4[0] - mm[:, 0].max(), A4[1] - mm[:, 1].max()) >= 19.8
    quiet = image[int((mm[0][1] - 7.5) / 25.4 * 300) : int((mm[2][1] + 7.5) / 25.4 * 300), :]
    left = quiet[:, int((mm[0][0] - 7.5) / 25.4 * 300) : int((mm[0][0] - 0.5) / 25.4 * 300)]
    assert left.min() == 255


@pytest.mark.parametrize("languages", [1, 2, 3, 4])
def test_type_is_never_small(languages: int) -> None:
    document = pypdfium2.PdfDocument(drawn_in(languages))
    text = document[0].get_textpage()
    whole = text.get_text_range()
    sizes = [pypdfium2.raw.FPDFText_GetFontSize(text, place) for place in range(text.count_chars())]
    assert min(size for size, sign in zip(sizes, whole, strict=False) if sign.strip()) >= 11.99
    assert sizes[whole.index("Låter")] >= 30
    assert max(sizes[place.start()] for place in re.finditer("112", whole)) >= 48
    assert sizes[whole.index("Ring på")] >= 14
    assert sizes[whole.index(HOST)] >= 19.99
    document.close()


@pytest.mark.parametrize("languages", [1, 4])
def test_solid_colour_covers_less_than_a_third_and_margins_stay_white(languages: int) -> None:
    image = picture(drawn_in(languages), dpi=100)
    white = image.min(axis=2) > 250
    assert 1 - white.mean() < 0.36  # text and code are within this; the filled shapes alone stay under 30 %
    filled = [(11, 79, 86), (7, 59, 65), (155, 28, 28), (244, 201, 93)]
    assert sum((np.abs(image.astype(int) - colour).sum(axis=2) < 20).mean() for colour in filled) <= 0.30
    edge = round(9.8 / 25.4 * 100)
    for strip in (white[:edge], white[-edge:], white[:, :edge], white[:, -edge:]):
        assert strip.all()


def test_112_stands_before_the_steps() -> None:
    said = text_of(drawn_in(2))
    assert said.index("Ring 112 först") < said.index("Ring på") < said.index("Call 112 first") < said.index("bell")


def test_file_names_nothing_and_is_tagged() -> None:
    pdf = drawn_in(4)
    assert b"/Title(Information till boende)" in pdf
    assert b"<pdfuaid:part>1<" in pdf
    assert b"/MarkInfo" in pdf
    assert set(re.findall(rb"/Lang ?\((\w+)\)", pdf)) >= {b"sv", b"en", b"ar", b"uk"}
    assert len(re.findall(rb"/S ?/H1\b", pdf)) == 1
    assert len(re.findall(rb"/S ?/H2\b", pdf)) == 3
    assert re.findall(rb"/Alt ?\(([^)]*)\)", pdf) == [b"QR huskurage.example/K7MX4PD"]


def test_only_our_fonts_are_inside() -> None:
    names = {name.decode() for name in re.findall(rb"/FontName ?/[A-Z]{6}\+([\w-]+)", drawn_in(4))}
    assert names == {"NotoSans-Regular", "NotoSans-Bold", "Vazirmatn-Regular", "Vazirmatn-Bold"}


def test_numbers_stay_whole_and_left_to_right_in_arabic() -> None:
    said = text_of(drawn(sheet(ARABIC)))
    assert said.count("114 14") == 3
    assert "08-465 004 10" in said
    assert "020-50 50 50" in said


def test_same_input_gives_the_same_bytes_and_another_day_others() -> None:
    first = drawn_in(3)
    assert drawn(sheet(*OTHERS[:2])) == first
    assert draw([sheet(*OTHERS[:2])], posters_dir=POSTERS, made_on=date(2026, 11, 23)) != first


@pytest.mark.parametrize(
    "address",
    ['#read("/etc/passwd")', r'\" + "x" $a$ `b` *c* _d_', "<a> @b // c [d] {e}", "#{panic()}", "Ring 112"],
)
def test_hostile_address_is_printed_as_it_stands(address: str) -> None:
    said = text_of(drawn(sheet(address=address)))
    assert f"på {address} i Lindbacka".replace(" ", "") in said.replace(" ", "")  # it may turn at a slash


def test_long_street_name_fits() -> None:
    assert "Kontraktsprostinnegatan 124 B" in text_of(drawn(sheet(address="Kontraktsprostinnegatan 124 B")))


def test_progress_begins_and_ends() -> None:
    heard: list[tuple[int, int]] = []
    pdf = draw([sheet()] * 2, posters_dir=POSTERS, made_on=DAY, progress=lambda *step: heard.append(step))
    assert count_pages(pdf) == 2
    assert heard == [(0, 2), (2, 2)]


def test_design_says_what_it_can() -> None:
    calm = read_design(POSTERS, "calm")
    assert (calm.formats, calm.max_languages, calm.tagged) == (("a4",), 4, True)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("Kyrkogatan 4 A", "Kyrkogatan~4~A"),
        ("Norra Storgatan 12", "Norra Storgatan~12"),
        ("Torget", "Torget"),
    ],
)
def test_address_keeps_its_number(address: str, kept: str) -> None:
    assert glued_address(address) == kept.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "lamp"), ("glow", "alarm"), ("white", "deep"), ("white", "alarm"), ("soft", "white")],
)
def test_contrast_is_seven_to_one(text: str, ground: str) -> None:
    colours = re.findall(r'#let (\w+) = rgb\("#(\w{6})"\)', (POSTERS / "calm/poster.typ").read_text())
    named = {"white": "ffffff", **dict(colours)}
    bright = {name: np.array(list(bytes.fromhex(named[name]))) / 255 for name in (text, ground)}
    linear = {name: np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for name, c in bright.items()}
    dim, lit = sorted(0.05 + linear[name] @ (0.2126, 0.7152, 0.0722) for name in (text, ground))
    assert lit / dim >= 7
