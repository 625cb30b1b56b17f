"""Every design in every format: codes are read clean and worn, boxes and type have their sizes, tags their order."""

import re
from functools import cache

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from prints import EVERY, POSTERS, TWO_CHOICES, dots, picture, printed, text_of
from reading import QR_CODES, by_opencv, by_zxing
from sheets import HOST, WORDS, sheet
from tagged import said_in, tags_of
from worn import SEEDS, cut_out, outline, seen, stained, torn

from huskurage.core.designs import PAPERS, is_picture, read_design
from huskurage.core.qr import qr_matrix
from huskurage.core.trial import design_faults

URL = sheet().url
MODULES = 29  # version 3: the test's host is as long as a real one may be
PAPER_FORMS = [one for one in EVERY if not is_picture(one[1])]
POSTER_FORMS = [one for one in PAPER_FORMS if one[1] != "stickers"]
SHORT_HOST = "huskurage.se"  # version 2, as most hosts give
FLOORS = {"headline": 30, "number": 48, "step": 14, "least": 12, "address": 20}
WORD_ENDS = re.compile(r"[\s\ufffe.,:?؟،።፣]+")
FILLS = [(11, 79, 86), (7, 59, 65), (155, 28, 28), (244, 201, 93)]
Choice = tuple[str, str, tuple[str, ...]]


@cache
def drawn(design: str, form: str, languages: tuple[str, ...]) -> np.ndarray:
    return picture(printed(design, form, languages))


@cache
def codes(design: str, form: str, languages: tuple[str, ...]) -> list[np.ndarray]:
    """The four corners of each code on the page, clockwise, in pixels."""
    found = [one for one in zxingcpp.read_barcodes(drawn(design, form, languages), formats=QR_CODES) if one.text == URL]
    return [outline(drawn(design, form, languages), one.position) for one in found]


@pytest.mark.parametrize("choice", EVERY)
def test_every_code_is_read_by_both_readers_and_has_its_size(choice: Choice) -> None:
    image, form = drawn(*choice), choice[1]
    assert len(codes(*choice)) == PAPERS[form].codes
    assert set(by_zxing(image)) == {URL}
    for corners in codes(*choice):
        side = np.linalg.norm(corners[1] - corners[0]) / dots(form) / MODULES
        assert side >= PAPERS[form].module_mm * 0.98
    for corners in codes(*choice)[:3]:
        assert by_opencv(cut_out(image, corners, MODULES)) == URL
    if PAPERS[form].codes == 1:
        assert by_opencv(image) == URL


@pytest.mark.parametrize("choice", [one for one in EVERY if one[1] != "stickers"])
def test_codes_lie_twenty_millimetres_from_the_trim_in_pure_white(choice: Choice) -> None:
    image, per_mm = drawn(*choice), dots(choice[1])
    height, width = image.shape[:2]
    for corners in codes(*choice):
        low, high = corners.min(axis=0).round().astype(int), corners.max(axis=0).round().astype(int)
        edge = min(*low, width - high[0], height - high[1]) / per_mm
        assert edge >= 19.5
        module = (high[0] - low[0]) / MODULES
        ring = round(3.7 * module)
        around = image[low[1] - ring : high[1] + ring, low[0] - ring : high[0] + ring].copy()
        around[ring - 2 : -ring + 2, ring - 2 : -ring + 2] = 255
        assert around.min() == 255


@cache
def straightened(choice: Choice, host: str) -> np.ndarray:
    """The first code of the page, cut out."""
    url, image = sheet(host=host).url, picture(printed(*choice, host=host))
    place = next(one for one in zxingcpp.read_barcodes(image) if one.text == url).position
    return cut_out(image, outline(image, place), len(qr_matrix(url)))


@pytest.mark.parametrize("choice", EVERY)
def test_a_worn_code_is_still_read(choice: Choice) -> None:
    """zxing in the camera's picture, both with a tenth covered and with a torn corner; in colour and in grey."""
    code, url = straightened(choice, SHORT_HOST), sheet(host=SHORT_HOST).url
    grey = cv2.cvtColor(cv2.cvtColor(code, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    for source in (code, grey):
        dim = [by_zxing(seen(stained(source, 0.05, random), random)) == (url,) for random in randoms()]
        assert sum(dim) >= 11, dim
        stains = [stained(source, 0.10, random) for random in randoms()]
        assert sum(by_zxing(one) == (url,) for one in stains) >= 11
        assert sum(by_opencv(one) == url for one in stains) >= 11
        assert by_zxing(torn(source)) == (url,)
        assert by_opencv(torn(source)) == url


@pytest.mark.parametrize("host", [SHORT_HOST, HOST, "trygghet.lindbacka.se"])
def test_long_hosts_too_are_read_eleven_times_of_twelve_when_worn(host: str) -> None:
    """Twelve tries say little; these are two hundred. Measured: 0.965, 0.98 and 0.94."""
    code, url = straightened(EVERY[0], host), sheet(host=host).url
    tries = [np.random.default_rng(seed) for seed in range(200)]
    assert sum(by_zxing(seen(stained(code, 0.05, one), one)) == (url,) for one in tries) >= 11 / 12 * len(tries)


def randoms() -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in SEEDS]


def test_a_code_that_is_too_worn_is_not_read() -> None:
    """What proves that the tests above can fail."""
    code = cut_out(drawn("calm", "a4", TWO_CHOICES[0]), codes("calm", "a4", TWO_CHOICES[0])[0], MODULES)
    assert sum(by_zxing(stained(code, 0.34, random)) == (URL,) for random in randoms()) < 11
    assert by_zxing(torn(code, 0.6)) == ()


@pytest.mark.parametrize("choice", PAPER_FORMS)
def test_solid_colour_covers_less_than_a_third_and_margins_stay_white(choice: Choice) -> None:
    image, edge = drawn(*choice), int(9.8 * dots(choice[1]))
    every_third = image[::3, ::3].astype(np.int16)  # a share needs no more
    assert sum((np.abs(every_third - colour).sum(axis=2) < 20).mean() for colour in FILLS) <= 0.30
    if choice[1] != "stickers":
        for strip in (image[:edge], image[-edge:], image[:, :edge], image[:, -edge:]):
            assert strip.min() > 250


@pytest.mark.parametrize("choice", POSTER_FORMS)
def test_type_is_never_small(choice: Choice) -> None:
    document = pypdfium2.PdfDocument(printed(*choice))
    text = document[0].get_textpage()
    whole = text.get_text_range()
    sizes = [pdfium.FPDFText_GetFontSize(text, place) for place in range(text.count_chars())]
    assert min(size for size, sign in zip(sizes, whole, strict=False) if sign.strip()) >= FLOORS["least"] - 0.01
    assert sizes[whole.index("Hör du")] >= FLOORS["headline"]
    assert max(sizes[place.start()] for place in re.finditer("112", whole)) >= FLOORS["number"]
    assert sizes[whole.index("Knacka på")] >= FLOORS["step"]
    assert sizes[whole.index("huskurage.")] >= FLOORS["address"] - 0.01
    for language in choice[2][1:]:
        first = WORDS[language].steps[0][0].split()[0]
        place = whole.find(first)
        assert place < 0 or sizes[place] >= FLOORS["step"] - 0.01  # Arabic may stand in another order
    document.close()


@pytest.mark.parametrize("choice", [one for one in EVERY if is_picture(one[1])])
def test_a_screen_is_exactly_as_many_pixels(choice: Choice) -> None:
    assert drawn(*choice).shape == (1920, 1080, 3)


@pytest.mark.parametrize("choice", POSTER_FORMS)
def test_every_language_is_tagged_as_itself_and_swedish_comes_first(choice: Choice) -> None:
    _, form, languages = choice
    document = pypdfium2.PdfDocument(printed(*choice))
    tags = tags_of(document[0])
    document.close()
    assert [tag.text for tag in tags if tag.kind == "H1"] == ["Hör du något genom väggen?"]
    assert list(dict.fromkeys(tag.language for tag in tags if not tag.kind and tag.text.strip())) == list(languages)
    assert [tag.alt for tag in tags if tag.kind == "Figure"] == ["QR huskurage.example/K7MX4PD"] * PAPERS[form].codes
    for language in languages[1:]:
        if language != "ar":  # PDFium turns its words round
            titles = [title for title, _ in WORDS[language].steps]
            order = [WORDS[language].now_call, *(f"{sign} {title}" for sign, title in zip("123+", titles, strict=True))]
            said = said_in(tags, language).replace(" ", "")
            places = [said.index(words.replace(" ", "")) for words in order]
            assert places == sorted(places)


@pytest.mark.parametrize("choice", POSTER_FORMS)
def test_words_can_be_copied_whole(choice: Choice) -> None:
    said = set(re.split(WORD_ENDS, text_of(printed(*choice))))
    for language in choice[2][1:]:
        words = WORDS[language]
        wanted = [
            word
            for word in re.split(WORD_ENDS, " ".join([words.now_call, *(title for title, _ in words.steps)]))
            if word
        ]
        found = sum(word in said for word in wanted)
        assert found >= len(wanted) * (0.9 if language == "ar" else 1), set(wanted) - said
    assert {"Händer", "Kyrkogatan", "Knacka", "huskurage.example/K7MX4PD"} & said


@pytest.mark.parametrize("design", ["calm", "large-type", "campaign"])
def test_most_languages_fit_and_every_option_is_drawn(design: str) -> None:
    assert design_faults(POSTERS, design) == []


def test_formats_and_languages_are_those_that_were_promised() -> None:
    for name in ("calm", "large-type", "campaign"):
        assert set(read_design(POSTERS, name).formats) == set(PAPERS)
    most = {name: read_design(POSTERS, name).form("a3").languages for name in ("calm", "campaign")}
    assert min(most.values()) >= 8
    assert read_design(POSTERS, "calm").form("a4").languages >= 4
