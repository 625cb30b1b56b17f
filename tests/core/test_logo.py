"""Logos: whatever comes in, a clean PNG or a clear refusal; never a bomb, never anything but pixels."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from huskurage.core.logo import BOX, MOST_BYTES, MOST_PNG_BYTES, LogoProblem, NotALogo, draw_logo

DEEP, CLEAR = (11, 79, 86, 255), (0, 0, 0, 0)
SECRET = b"CANARY-Kyrkogatan-4A"
PLACE = "59.8 N 15.4 E CANARY"
TONES = {
    "1": (1, 0), "L": (255, 40), "LA": ((255, 0), (40, 255)), "RGB": ("white", DEEP[:3]), "RGBA": (CLEAR, DEEP),
}  # fmt: skip


def filed(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)  # type: ignore[arg-type]  # Pillow's own options
    return file.getvalue()


def logo(mode: str = "RGBA", size: tuple[int, int] = (400, 300)) -> Image.Image:
    """A sign of 300 x 150 in the middle of an empty ground."""
    ground, ink = TONES[mode]
    picture = Image.new(mode, size, ground)  # type: ignore[arg-type]  # a tone of the mode
    picture.paste(ink, (50, 60, 350, 210))  # type: ignore[arg-type]  # a tone of the mode
    return picture


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def claimed(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header says a size, whatever its data are."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunks_of(png: bytes) -> list[bytes]:
    kinds, place = [], 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kinds.append(png[place + 4 : place + 8])
        place += 12 + length
    assert place == len(png)
    return kinds


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(draw_logo(content).png))


def refusal(content: bytes) -> LogoProblem:
    with pytest.raises(NotALogo) as refused:
        draw_logo(content)
    return refused.value.problem


@pytest.mark.parametrize("mode", TONES)
def test_every_kind_of_png_becomes_a_trimmed_logo(mode: str) -> None:
    drawn = draw_logo(filed(logo(mode)))
    assert (drawn.width, drawn.height) == (300, 150) == opened(filed(logo(mode))).size
    assert opened(filed(logo(mode))).convert("L").getpixel((5, 5)) < 90


def test_a_palette_with_a_transparent_colour_becomes_a_trimmed_logo() -> None:
    drawn = opened(filed(logo().quantize(8)))
    assert (drawn.size, drawn.convert("RGBA").getpixel((5, 5))) == ((300, 150), DEEP)


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    picture = Image.new("I;16", (100, 80), 65535)
    for place in range(30 * 30):
        picture.putpixel((30 + place % 30, 30 + place // 30), 20_000)
    assert opened(filed(picture)).getpixel((5, 5)) == (78, 78, 78)


def test_a_cmyk_jpeg_keeps_its_colour() -> None:
    picture = Image.new("CMYK", (400, 300), (0, 0, 0, 0))
    picture.paste((255, 0, 0, 0), (50, 60, 350, 210))
    red, green, blue = opened(filed(picture, "JPEG", quality=95)).convert("RGB").getpixel((100, 70))  # type: ignore[misc]  # three tones
    assert red < 30
    assert min(green, blue) > 225


def test_transparency_is_kept_and_what_is_opaque_has_none() -> None:
    ring = logo()
    ring.paste(CLEAR, (100, 100, 300, 170))
    kept = opened(filed(ring))
    assert (kept.mode, kept.getpixel((150, 75)), kept.getpixel((5, 5))) == ("RGBA", CLEAR, DEEP)
    assert opened(filed(logo("RGB"))).mode == "RGB"


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (-1, -1)), (6, (-1, 0)), (8, (0, -1)), (2, (-1, 0))]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_way_the_camera_was_held_is_undone(kind: str, orientation: int, corner: tuple[int, int]) -> None:
    """A dark corner, first left above, goes where the orientation says."""
    picture = Image.new("RGB", (300, 200), (120, 160, 160))
    picture.paste((0, 0, 0), (0, 0, 80, 60))
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = opened(filed(picture, kind, exif=exif))
    assert turned.size == ((200, 300) if orientation in {6, 8} else (300, 200))
    x, y = (5 if part == 0 else side - 6 for part, side in zip(corner, turned.size, strict=True))
    assert sum(turned.convert("RGB").getpixel((x, y))) < 60  # type: ignore[arg-type]  # three tones


def test_nothing_but_pixels_comes_over() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8298], exif[0x8825] = PLACE, "CANARY", {1: "N", 2: (59.0, 8.0, 0.0)}
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "CANARY")
    said.add_text("Comment", "CANARY" * 400, zip=True)
    png = filed(logo(), exif=exif, pnginfo=said, icc_profile=SECRET * 20, dpi=(300, 300))
    jpeg = filed(logo("RGB"), "JPEG", exif=exif, comment=SECRET, icc_profile=SECRET * 20)
    assert b"CANARY" in jpeg
    for content in (png, jpeg):
        kept = draw_logo(content).png
        assert b"CANARY" not in kept
        assert set(chunks_of(kept)) == {b"IHDR", b"IDAT", b"IEND"}


def test_what_is_hidden_behind_or_inside_is_left_behind() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.html", SECRET)
    page = b"<html><script>alert(1)</script>" + SECRET
    for tail in (page, archive.getvalue(), filed(logo("RGB"), "JPEG")):
        for content in (filed(logo()), filed(logo("RGB"), "JPEG")):
            kept = draw_logo(content + tail).png
            assert kept == draw_logo(content).png
            assert SECRET not in kept
    within = filed(logo()).replace(b"IDAT", b"IDAT", 1)
    assert draw_logo(within[:33] + chunk(b"tEXt", b"a\0" + page) + within[33:]).png == draw_logo(within).png


def test_of_an_animation_the_first_picture_is_taken() -> None:
    frames = [logo(), Image.new("RGBA", (400, 300), (200, 0, 0, 255))]
    content = filed(frames[0], save_all=True, append_images=frames[1:], duration=50)
    assert b"acTL" in content
    assert draw_logo(content).png == draw_logo(filed(logo())).png


@pytest.mark.parametrize(("content", "problem"), [
    (b"", LogoProblem.EMPTY), (b"\0" * (MOST_BYTES + 1), LogoProblem.TOO_MANY_BYTES),
    (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', LogoProblem.SVG),
    ("\ufeff<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".encode("utf-16"), LogoProblem.SVG),
    (b"GIF89a\1\0\1\0\0\0\0;", LogoProblem.OTHER_KIND), (b"%PDF-1.7", LogoProblem.OTHER_KIND),
    (b"<html>", LogoProblem.OTHER_KIND), (b"BM" + b"\0" * 60, LogoProblem.OTHER_KIND),
    (b"\xff", LogoProblem.OTHER_KIND),
    (b"\xff\xd8\xff", LogoProblem.DAMAGED), (b"\x89PNG\r\n\x1a\n", LogoProblem.DAMAGED),
    (claimed(65_535, 65_535), LogoProblem.TOO_MANY_PIXELS), (claimed(2**31 - 1, 1), LogoProblem.TOO_MANY_PIXELS),
    (claimed(30_000, 2), LogoProblem.TOO_MANY_PIXELS), (claimed(0, 5), LogoProblem.DAMAGED),
    (claimed(100, 100, zlib.compress(b"")), LogoProblem.DAMAGED), (claimed(100, 100, b"no zlib"), LogoProblem.DAMAGED),
    (filed(logo())[:-40], LogoProblem.DAMAGED), (filed(logo("RGB"), "JPEG")[:-900], LogoProblem.DAMAGED),
    (filed(Image.new("RGBA", (300, 300), CLEAR)), LogoProblem.UNSEEN),
    (filed(Image.new("RGBA", (300, 300), (255, 255, 255, 255))), LogoProblem.UNSEEN),
    (filed(Image.new("RGB", (1, 1), "black")), LogoProblem.TOO_SMALL),
    (filed(Image.new("RGB", (1, 10_000), "black")), LogoProblem.TOO_SMALL),
    (filed(Image.new("RGB", (10_000, 40), "black")), LogoProblem.TOO_SMALL),
])  # fmt: skip
def test_what_is_no_logo_is_refused_for_its_own_reason(content: bytes, problem: LogoProblem) -> None:
    assert refusal(content) is problem


def test_a_white_sign_on_a_dark_ground_keeps_its_ground() -> None:
    picture = Image.new("RGB", (400, 300), DEEP[:3])
    picture.paste((255, 255, 255), (180, 140, 220, 160))
    assert opened(filed(picture)).size == (400, 300)


def test_what_is_larger_than_paper_needs_becomes_smaller() -> None:
    picture = Image.new("RGB", (4000, 2000), "white")
    picture.paste(DEEP[:3], (100, 100, 3900, 1000))
    drawn = draw_logo(filed(picture))
    assert drawn.width == BOX
    assert abs(drawn.width / drawn.height - 3800 / 900) < 0.05
    noisy = draw_logo(filed(Image.effect_noise((1500, 1500), 100).convert("RGB"), "JPEG", quality=60))
    assert len(noisy.png) <= MOST_PNG_BYTES
    assert noisy.width >= 400


def test_the_same_file_gives_the_same_logo() -> None:
    assert draw_logo(filed(logo())) == draw_logo(filed(logo()))


WORST = """
import sys, time, zlib
from PIL import Image
import huskurage.core.logo as logo
sys.path[:0] = ["tests"]
from core.test_logo import chunk, claimed, filed, logo as drawn

def bombs():
    zeros = zlib.compressobj(9)
    squeezed = b"".join(zeros.compress(bytes(2**20)) for _ in range(400)) + zeros.flush()
    yield claimed(65_535, 65_535, squeezed)
    yield claimed(20_000, 20_000, squeezed)
    yield claimed(1000, 1000, squeezed)  # far more data than its size needs
    whole, text = filed(drawn()), b"Comment\\0\\0" + zlib.compress(bytes(200 * 2**20), 9)
    yield whole[:33] + chunk(b"zTXt", text) + whole[33:]
    yield whole[:8] + chunk(b"tEXt", b"") * 170_000
    flat = filed(Image.new("RGB", (4000, 2500), (90, 20, 20)), "JPEG", progressive=True, quality=5)
    last = flat.rpartition(b"\\xff\\xda")[2][:-2]
    yield flat[:-2] + (b"\\xff\\xda" + last) * 60 + b"\\xff\\xd9"
    yield filed(Image.new("RGB", (65_000, 65_000 // 8), "red"), "JPEG", quality=1)[: logo.MOST_BYTES]
    yield flat[:-2] + (b"\\xff\\xda" + last) * (32 - flat.count(b"\\xff\\xda")) + b"\\xff\\xd9"  # the most taken
    yield filed(Image.new("RGBA", (4000, 2500), (9, 9, 9, 200)))

made = list(bombs())
logo.draw_logo(filed(drawn()))
base = int(open("/proc/self/status").read().split("VmRSS:")[1].split()[0])
open("/proc/self/clear_refs", "w").write("5")  # forget the highest mark so far
for one in made:
    begun = time.monotonic()
    try:
        logo.draw_logo(one)
        said = "drawn"
    except logo.NotALogo as error:
        said = error.problem.value
    peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
    print(said, round(time.monotonic() - begun, 2), (peak - base) // 1024)
"""


def test_bombs_are_refused_within_a_second_and_two_hundred_megabytes() -> None:
    done = subprocess.run([sys.executable, "-c", WORST], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = [line.split() for line in done.stdout.splitlines()]
    assert [said for said, _, _ in told] == [
        "too_many_pixels", "too_many_pixels", "unseen", "drawn", "damaged", "too_many_pixels", "too_many_pixels",
        "drawn", "drawn",
    ]  # fmt: skip
    assert max(float(seconds) for _, seconds, _ in told) < 1
    assert max(int(megabytes) for _, _, megabytes in told) < 200


def survives(content: bytes) -> None:
    try:
        drawn = draw_logo(content)
    except NotALogo:
        return
    assert set(chunks_of(drawn.png)) <= {b"IHDR", b"IDAT", b"IEND"}
    assert max(drawn.width, drawn.height) <= BOX


@given(st.binary(max_size=600), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF\0"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_do_anything_but_be_refused(tail: bytes, head: bytes) -> None:
    survives(head + tail)


@pytest.mark.parametrize("whole", [
    lambda: filed(logo(size=(360, 220))), lambda: filed(logo(size=(360, 220)).quantize(8)),
    lambda: filed(logo("RGB", (360, 220)), "JPEG"), lambda: filed(logo("RGB", (360, 220)), "JPEG", progressive=True),
])  # fmt: skip
def test_a_picture_with_bytes_that_were_changed_is_drawn_or_refused(whole: Callable[[], bytes]) -> None:
    content = whole()

    @given(st.integers(0, len(content) - 1), st.binary(min_size=1, max_size=6))
    @settings(max_examples=80, deadline=None)
    def changed(place: int, others: bytes) -> None:
        survives(content[:place] + others + content[place + len(others) :])

    changed()
