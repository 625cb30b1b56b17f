"""The printed code: fine enough to hold the address, coarse enough for an old phone in a dim stairwell."""

import cv2
import numpy as np
import pytest
import zxingcpp

from huskurage.core.qr import QUIET_ZONE, CodeTooDense, print_url, qr_matrix, qr_svg, qr_text

SHORT = "HTTPS://HUSKURAGE.SE/K7MX4PD"  # 28 characters
LONG = "HTTPS://TRYGGHET.LINDBACKA.SE/K7MX4PD"  # 37 characters


def picture(matrix: tuple[tuple[bool, ...], ...], pixels: int = 6) -> np.ndarray:
    grid = np.pad(np.array(matrix), QUIET_ZONE)
    return np.kron(np.where(grid, 0, 255), np.ones((pixels, pixels))).astype(np.uint8)


def read(image: np.ndarray, *, invert: bool = False) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image, try_invert=invert)]


def test_print_url_is_upper_case() -> None:
    assert print_url("https://huskurage.se", "k7mx4pd") == SHORT


def test_print_url_keeps_a_port() -> None:
    assert len(qr_matrix(print_url("https://127.0.0.1:8000", "K7MX4PD"))) == 29


@pytest.mark.parametrize(("url", "side"), [(SHORT, 25), (SHORT + "X", 25), (SHORT + "XX", 29), (LONG, 29)])
def test_version_is_two_up_to_29_characters_then_three(url: str, side: int) -> None:
    assert len(qr_matrix(url)) == side


@pytest.mark.parametrize("url", [SHORT, LONG])
def test_code_is_level_q_and_read_by_two_readers(url: str) -> None:
    image = picture(qr_matrix(url))
    [code] = zxingcpp.read_barcodes(image)
    assert code.text == url
    assert code.ec_level == "Q"
    assert cv2.QRCodeDetector().detectAndDecode(image)[0] == url


@pytest.mark.parametrize(("length", "level"), [(28, "Q"), (29, "Q"), (30, "H"), (35, "H"), (36, "Q"), (47, "Q")])
def test_level_is_as_high_as_the_same_modules_hold(length: int, level: str) -> None:
    text = "A" * length
    assert len(qr_matrix(text)) == (25 if length <= 29 else 29)
    [code] = zxingcpp.read_barcodes(picture(qr_matrix(text)))
    assert (code.text, code.ec_level) == (text, level)


def test_code_of_47_characters_is_the_last_that_fits() -> None:
    assert len(qr_matrix("A" * 47)) == 29
    with pytest.raises(CodeTooDense, match="version 4"):
        qr_matrix("A" * 48)


@pytest.mark.parametrize("url", ["https://huskurage.se/K7MX4PD", "HTTPS://ÅMÅL.SE/K7MX4PD", "A_B", "A?B"])
def test_signs_outside_alphanumeric_mode_are_refused(url: str) -> None:
    with pytest.raises(CodeTooDense, match="alphanumeric"):
        qr_matrix(url)


def test_svg_draws_the_same_modules_with_four_of_white_around() -> None:
    svg = qr_svg(SHORT)
    assert 'viewBox="0 0 33 33"' in svg
    bars = [bar.split("h")[0] for bar in svg.split('fill="#000" d="')[1].split("M")[1:]]
    corners = [tuple(map(int, bar.split())) for bar in bars]
    assert min(x for x, _ in corners) == min(y for _, y in corners) == QUIET_ZONE
    lengths = sum(int(part.split("v")[0]) for part in svg.split('fill="#000"')[1].split("h")[1:] if part[0] != "-")
    assert lengths == sum(map(sum, qr_matrix(SHORT)))


def test_svg_is_made_once_a_tag() -> None:
    assert qr_svg(LONG) is qr_svg(LONG)


def as_image(lines: str, *, dark_terminal: bool) -> np.ndarray:
    """What a camera sees: a character is two modules high, its ink light on a dark terminal."""
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = [[halves[sign][half] for sign in line] for line in lines.split("\n") for half in (0, 1)]
    ink = np.pad(np.array(rows, dtype=bool), 3)
    return np.kron(np.where(ink == dark_terminal, 255, 0), np.ones((6, 6))).astype(np.uint8)


def test_text_scans_from_a_dark_terminal() -> None:
    assert read(as_image(qr_text(SHORT), dark_terminal=True)) == [SHORT]


def test_text_scans_inverted_from_a_light_terminal() -> None:
    image = as_image(qr_text(SHORT), dark_terminal=False)
    assert read(image) == []
    assert read(image, invert=True) == [SHORT]


def test_text_for_a_light_ground_scans_there() -> None:
    assert read(as_image(qr_text(LONG, dark_ground=False), dark_terminal=False)) == [LONG]
