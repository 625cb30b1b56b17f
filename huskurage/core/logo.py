"""Logos: whatever picture comes in, a PNG of our own making goes on; what is none, or too much, is refused."""

import enum
import io
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageChops, JpegImagePlugin, PngImagePlugin

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 10_000_000  # as the header says, before anything is decoded: 40 MB in memory
LONGEST_SIDE = 20_000  # pixels coming in
MOST_SCANS = 32  # of a progressive JPEG; programs write about ten, and each one costs a whole decoding
BOX = 1200  # pixels of the longer side going out: 100 mm at 300 dpi
BOXES = (BOX, 900, 600, 400)
MOST_PNG_BYTES = 400_000  # it lies in the file of every poster
SHORTEST_SIDE = 24  # pixels of what is left after trimming: less cannot be read on paper
WHITE = 250  # a tone from here on cannot be told from white paper
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
KEPT_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}  # the picture; text, profiles, further frames are left out
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # what undoes each EXIF orientation (CIPA DC-008, 4.6.4)
_one_at_a_time = threading.Lock()  # a picture takes up to 150 MB while it is decoded


class LogoProblem(enum.Enum):
    """Why a file does not become a logo."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    SVG = "svg"
    OTHER_KIND = "other_kind"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    UNSEEN = "unseen"  # on white paper there would be nothing
    TOO_SMALL = "too_small"


class NotALogo(Exception):
    """The file does not become a logo; `problem` says why. Nothing of the file is in the error."""

    def __init__(self, problem: LogoProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Drawn:
    """A logo as it goes on: a PNG without any metadata, at most 1200 x 1200 pixels and 400 kB."""

    png: bytes
    width: int
    height: int


def draw_logo(content: bytes) -> Drawn:
    """The logo in a file, which is a PNG or a JPEG by its content; whatever name it had does not matter.

    The way the camera was held is undone, the empty border cut off, transparency kept, and of several frames the first
    taken. What is larger than paper needs becomes smaller. Nothing but pixels comes over. Colour profiles are not
    followed. Raises NotALogo; whoever has a bomb hears it from the header, before anything is decoded.
    """
    _check_kind(content)
    with _one_at_a_time:
        try:
            return _encoded(_trimmed(_decoded(content)))
        except NotALogo:
            raise
        except Exception:  # noqa: BLE001 - a decoder of strangers' bytes may raise anything; none of it is ours to tell
            raise NotALogo(LogoProblem.DAMAGED) from None


def _check_kind(content: bytes) -> None:
    if not content:
        raise NotALogo(LogoProblem.EMPTY)
    if len(content) > MOST_BYTES:
        raise NotALogo(LogoProblem.TOO_MANY_BYTES)
    if not content.startswith((PNG_SIGNATURE, JPEG_SIGNATURE)):
        drawing = b"<svg" in content[:4096].lower().replace(b"\0", b"")
        raise NotALogo(LogoProblem.SVG if drawing else LogoProblem.OTHER_KIND)


def _decoded(content: bytes) -> Image.Image:
    """The picture upright, as RGBA."""
    is_png = content.startswith(PNG_SIGNATURE)
    opened = _png(content) if is_png else JpegImagePlugin.JpegImageFile(io.BytesIO(content))
    _check_size(*opened.size)
    turn = TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1)) if not is_png else _turn_of_png(content)
    if not is_png:
        if content.count(b"\xff\xda") > MOST_SCANS:
            raise NotALogo(LogoProblem.TOO_MANY_PIXELS)
        opened.draft(opened.mode, (BOX, BOX))  # decodes at a half, a quarter or an eighth where that is enough
    opened.load()
    picture = _rgba(opened)
    if max(picture.size) > 2 * BOX:
        picture = picture.reduce(max(picture.size) // BOX) if min(picture.size) >= BOX else picture
    return picture.transpose(turn) if turn is not None else picture


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise NotALogo(LogoProblem.TOO_MANY_PIXELS)


def _png(content: bytes) -> PngImagePlugin.PngImageFile:
    """The PNG with nothing in it but the picture: what is said beside it, or comes after it, is not even read."""
    kept = [PNG_SIGNATURE]
    for kind, chunk in _chunks(content):
        if kind == b"IHDR":
            _check_size(*struct.unpack(">II", chunk[8:16]))
        if kind in KEPT_CHUNKS:
            kept.append(chunk)
    return PngImagePlugin.PngImageFile(io.BytesIO(b"".join(kept)))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """A PNG's chunks (ISO/IEC 15948, 5.3) whole, with length and checksum, up to the one that ends the picture."""
    place = len(PNG_SIGNATURE)
    while place + 12 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content):
            break
        yield kind, content[place:end]
        if kind == b"IEND":
            return
        place = end
    raise NotALogo(LogoProblem.DAMAGED)


def _turn_of_png(content: bytes) -> Image.Transpose | None:
    """How to turn a PNG that says how the camera was held."""
    exif = Image.Exif()
    said = next((chunk[8:-4] for kind, chunk in _chunks(content) if kind == b"eXIf"), b"")
    if said:
        exif.load(b"Exif\x00\x00" + said)
    return TURNS.get(exif.get(ExifTags.Base.Orientation, 1))


def _rgba(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):  # convert() would cut off every tone above 255 instead of scaling it
        high = picture.tobytes("raw", "I;16")[1::2]  # the upper byte of each little-endian tone
        picture = Image.frombytes("L", picture.size, high)
    return picture.convert("RGBA")


def _trimmed(picture: Image.Image) -> Image.Image:
    """The picture without the border that cannot be seen on white paper."""
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    tones = paper.convert("RGB").split()
    darkest = ImageChops.darker(ImageChops.darker(tones[0], tones[1]), tones[2])
    box = darkest.point([255 * (tone < WHITE) for tone in range(256)]).getbbox()
    if box is None:
        raise NotALogo(LogoProblem.UNSEEN)
    return picture.crop(box)


def _encoded(picture: Image.Image) -> Drawn:
    """The picture as a PNG, smaller where it is larger than paper needs."""
    for side in BOXES:
        small = picture.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        if min(small.size) < SHORTEST_SIDE:
            raise NotALogo(LogoProblem.TOO_SMALL)
        png = _written(small)
        if len(png) <= MOST_PNG_BYTES:
            break
    return Drawn(png, *small.size)


def _written(picture: Image.Image) -> bytes:
    opaque = picture.getchannel("A").getextrema() == (255, 255)
    clean = Image.frombytes("RGBA", picture.size, picture.tobytes())  # no profile, no text comes along
    file = io.BytesIO()
    (clean.convert("RGB") if opaque else clean).save(file, "PNG", optimize=True)
    return file.getvalue()
