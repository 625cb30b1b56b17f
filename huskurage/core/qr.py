"""The QR code of a printed address: as modules, as SVG, as letters for a terminal."""

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import QRData

from huskurage.core.qrmask import Matrix, masked

QUIET_ZONE = 4
"""Modules of white on each side (ISO/IEC 18004, 6.3.8)."""
ALPHANUMERIC: Final = 2
"""The mode's number in the qrcode library; two characters in 11 bits instead of 16."""
LARGEST_VERSION = 3
"""29 x 29 modules: with its quiet zone still 2 mm a module on A4."""

ROOM_FOR_H: Final = range(30, 36)
"""So many characters need version 3 at level Q, and fit in it at level H too (ISO/IEC 18004, table 7)."""
LARGEST_OFFLINE = 20
_PIXELS = 8  # to a module: a picture of few pixels is smoothed by some printers


class CodeTooDense(ValueError):
    """The text does not become a code that a phone reads across a dim stairwell."""


def print_url(address: str, tag: str) -> str:
    """What the code of a tag holds. `address` is "https://host"; upper case keeps the code in alphanumeric mode."""
    return f"{address}/{tag}".upper()


@lru_cache(maxsize=4096)
def qr_matrix(url: str) -> Matrix:
    """Modules of a code at error level Q in alphanumeric mode: 25 or 29 a side, no quiet zone.

    From 30 to 35 characters version 3 has room for level H, which costs no module: small, tilted and stained such codes
    are read in 91 to 96 of 100 tries instead of 87 to 93. Raises CodeTooDense when the text holds anything but
    0-9 A-Z $%*+-./: and space, or is longer than the 47 characters of version 3; up to 29 it is version 2
    (ISO/IEC 18004, table 7).
    """
    level = ERROR_CORRECT_H if len(url) in ROOM_FOR_H else ERROR_CORRECT_Q
    code = qrcode.QRCode(error_correction=level, border=0)
    try:
        code.add_data(QRData(url, mode=ALPHANUMERIC), optimize=0)
    except ValueError as error:
        message = f"{url!r} holds signs outside the alphanumeric mode of QR codes (lower case, for one)"
        raise CodeTooDense(message) from error
    version = code.best_fit()
    if version > LARGEST_VERSION:
        message = f"{url!r} needs QR version {version}; {LARGEST_VERSION} is the largest that we print"
        raise CodeTooDense(message)
    return masked(url, mode=ALPHANUMERIC, version=version, level=level)


@lru_cache(maxsize=4096)
def qr_svg(url: str) -> str:
    """The code as a whole SVG document, one module a unit, quiet zone inside, black on white.

    It has no size of its own: whoever places it gives the box. Raises CodeTooDense as `qr_matrix`.
    """
    matrix = qr_matrix(url)
    side = len(matrix) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{_path(matrix)}"/></svg>'
    )


@lru_cache(maxsize=32)
def offline_qr(text: str) -> tuple[int, bytes]:
    """A code that holds a text itself: its side in modules with the quiet zone, and a PNG of black and white.

    UTF-8 at error level M. Raises CodeTooDense when it needs more than version 20, some 660 bytes: at 60 mm a module
    is then still 0.6 mm.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, box_size=_PIXELS)
    code.add_data(text.encode(), optimize=0)
    code.make(fit=True)
    if code.version > LARGEST_OFFLINE:
        message = (
            f"{len(text.encode())} bytes need QR version {code.version}; {LARGEST_OFFLINE} is the largest that we print"
        )
        raise CodeTooDense(message)
    file = io.BytesIO()
    code.make_image().get_image().convert("1").save(file, "PNG")
    return len(code.modules) + 2 * QUIET_ZONE, file.getvalue()


def qr_bars(url: str) -> list[tuple[int, int, int]]:
    """The code as runs of black modules (x, y, length), quiet zone added, for who draws it without SVG."""
    return list(_bars(qr_matrix(url)))


def screen_qr(text: str) -> tuple[int, str]:
    """A code of any text, for a screen held close: its side in modules with the quiet zone, and the SVG path in black.

    Level M, in whatever size it takes. It is remembered nowhere: the text may be a secret.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix = tuple(tuple(bool(module) for module in row) for row in code.modules)
    return len(matrix) + 2 * QUIET_ZONE, _path(matrix)


def qr_text(url: str, *, dark_ground: bool = True) -> str:
    """The code as lines of half blocks, quiet zone inside, for a fixed-width terminal.

    Plain characters take the terminal's own colours, so the same lines cannot be right on both grounds: these
    print the white modules, which is right on a dark terminal. On a light one the code comes out inverted;
    most phones read that too, and `dark_ground=False` prints the black modules instead.
    """
    matrix = qr_matrix(url)
    side = len(matrix) + 2 * QUIET_ZONE
    edge = (False,) * QUIET_ZONE
    rows = [(False,) * side] * QUIET_ZONE
    rows = [*rows, *((*edge, *row, *edge) for row in matrix), *rows]
    rows.append((dark_ground,) * side)  # an odd number of rows: the last half line stays empty
    signs = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    return "\n".join(
        "".join(signs[upper ^ dark_ground, lower ^ dark_ground] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )


def _path(matrix: Matrix) -> str:
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in _bars(matrix))


def _bars(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """Each run of black modules as (x, y, length) with the quiet zone added."""
    for y, row in enumerate(matrix, start=QUIET_ZONE):
        x = QUIET_ZONE
        for black, run in groupby(row):
            length = len(tuple(run))
            if black:
                yield x, y, length
            x += length
