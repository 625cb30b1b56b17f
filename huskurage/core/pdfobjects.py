"""The objects of a PDF as the typesetter writes it: taken apart, renumbered, packed, and their texts made readable."""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

STREAM: Final = b"\nstream\n"
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_IN_TEXT = re.compile(rb"\\.|[()]", re.DOTALL)
_LAM_ALEF: Final = {b"06440622": b"FEF5", b"06440623": b"FEF7", b"06440625": b"FEF9", b"06440627": b"FEFB"}


class CannotBind(ValueError):
    """A file is not built as the typesetter builds them: most likely a new version of it."""


def objects_of(file: bytes) -> Iterator[tuple[int, bytes]]:
    """Every object's number and body, in the order of the file. Streams may hold anything: the table says where."""
    start = _START.search(file)
    if start is None:
        raise CannotBind("no cross-reference table")
    table = int(start[1])
    if file[table : table + 5] != b"xref\n":
        raise CannotBind("the cross-reference table is of another kind")
    entries = re.findall(rb"(\d{10}) \d{5} n", file[table : file.rindex(b"trailer\n")])
    for begin, end in pairwise([*sorted(map(int, entries)), table]):
        head, found, body = file[begin:end].partition(b" 0 obj\n")
        if not found or not head.isdigit():
            raise CannotBind("an object does not lie where the table says")
        yield int(head), body.rstrip().removesuffix(b"endobj").removesuffix(b"\n")


def renumbered(body: bytes, places: Mapping[int, int]) -> bytes:
    """The object with every reference to another one moved; texts and the contents of streams stay."""
    head, begin, content = body.partition(STREAM)

    def moved(one: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % places[int(one[1])]

    if b"(" not in head:
        return _REFERENCE.sub(moved, head) + begin + content
    return _beside_texts(head, lambda piece: _REFERENCE.sub(moved, piece)) + begin + content


def _beside_texts(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change what stands outside of literal strings, which may hold round brackets in pairs (7.3.4.2)."""
    done, place = [], 0
    while (begin := body.find(b"(", place)) >= 0:
        depth, end = 0, begin
        for sign in _IN_TEXT.finditer(body, begin):
            depth += {b"(": 1, b")": -1}.get(sign[0], 0)
            end = sign.end()
            if depth == 0:
                break
        done += [change(body[place:begin]), body[begin:end]]
        place = end
    return b"".join([*done, change(body[place:])])


def with_whole_ligatures(body: bytes) -> bytes:
    """A font's table of letters (ToUnicode) in which lam-alef, one sign on paper, is one letter too; others stay.

    Readers that turn right-to-left text round sign by sign would turn the two letters of this one round as well;
    they take the one letter apart in the right order (Unicode, compatibility decomposition).
    """
    head, begin, rest = body.partition(STREAM)
    if b"/Type/CMap" not in head or b"/Filter/FlateDecode" not in head:
        return body
    content, end, _ = rest.rpartition(b"\nendstream")
    table = zlib.decompress(content)
    for letters, one in _LAM_ALEF.items():
        table = table.replace(b"<" + letters + b">", b"<" + one + b">")
    content = zlib.compress(table, 9)
    return re.sub(rb"/Length \d+", b"/Length %d" % len(content), head) + begin + content + end


def packed(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """An object stream that holds these small objects (ISO 32000-1, 7.5.7)."""
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    content = zlib.compress(head + b"\n".join(body for _, body in objects), 9)
    said = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(objects), len(head), len(content))
    return said + STREAM + content + b"\nendstream"
