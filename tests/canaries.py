"""Words that must never be found again, and the search for them in every shape they could have been kept in."""

import base64
import secrets
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, MetaData, select

CONSONANTS = "bcdfghjklmnpqrstvwxz"
SHORTEST = 8  # bytes; a shorter one would be found by chance


class Canaries:
    """Hands out words, each for one place where it is let in; all share a beginning that nothing else has."""

    def __init__(self) -> None:
        self.stem = "".join(secrets.choice(CONSONANTS) for _ in range(14))
        self.sung: list[str] = []

    def __call__(self, where: str) -> str:
        word = f"{self.stem}{where}"
        self.sung.append(word)
        return word


def shapes(word: str) -> dict[str, bytes]:
    """The word as bytes in every encoding that somebody could have kept it in, in lower case where case is free."""
    plain = word.encode()
    assert len(plain) >= SHORTEST
    made = {
        "UTF-8": plain.lower(),
        "UTF-16-LE": word.lower().encode("utf-16-le"),
        "UTF-16-BE": word.lower().encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "backwards": plain.lower()[::-1],
    }
    for shift in range(3):  # in Base64 a word has three looks, by where in a longer text it stood
        whole = base64.b64encode(bytes(shift) + plain)
        made[f"Base64, {shift} before"] = whole[-(-shift * 8 // 6) : (shift + len(plain)) * 8 // 6]
    return made


def search(places: Mapping[str, bytes], words: Iterable[str]) -> list[str]:
    """Where any of the words lies in any shape, one line each: nothing else is a pass."""
    found = []
    wanted = [(word, name, shape) for word in words for name, shape in shapes(word).items()]
    for place, content in places.items():
        folded = content.lower()
        hits = {(word, name) for word, name, shape in wanted if shape in content or shape in folded}
        found += [f"{place}: {word} as {name}" for word, name in sorted(hits)]
    return found


def files_in(*folders: Path) -> dict[str, bytes]:
    """Every file below the folders."""
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def open_files(processes: Iterable[int]) -> dict[str, bytes]:
    """Every ordinary file that the processes hold open, those without a name any more included."""
    found = {}
    for process in processes:
        for handle in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                if handle.is_file():
                    found[f"{process} holds {handle.readlink()}"] = handle.read_bytes()
    return found


def rows_of(engine: Engine) -> dict[str, bytes]:
    """Every table as the database itself knows it, whether or not a model does: its rows as bytes."""
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return {
            f"table {table.name}": b"\n".join(
                _bytes(value) for row in connection.execute(select(table)) for value in row
            )
            for table in metadata.sorted_tables
        }


def cookie_contents(cookies: Iterable[str]) -> dict[str, bytes]:
    """Cookies as they travel, and what is packed inside the ones that Flask signs."""
    found = {}
    for number, cookie in enumerate(cookies):
        found[f"cookie {number}"] = cookie.encode()
        if cookie.startswith("."):
            packed = cookie[1:].partition(".")[0]
            found[f"cookie {number}, unpacked"] = zlib.decompress(
                base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
            )
    return found


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "surrogatepass")
