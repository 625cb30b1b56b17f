"""Binding: the files of several compiles become one tagged PDF, its many small objects packed into streams.

Memory grows with the pages of a compile, so that an estate is typeset in parts. Joining tagged files as they are would
break their structure; here their structure trees become one. And tags are some hundred objects a page, which plain PDF
writes out one by one: packed into object streams (ISO 32000-1, 7.5.7) a page takes half the room.

Only the typesetter's own files are read here, and a file that looks otherwise than it writes them is refused.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from huskurage.core.pdfobjects import STREAM, CannotBind, objects_of, packed, renumbered, with_whole_ligatures

OBJECTS_A_STREAM: Final = 200
_DEEP: Final = 4  # a font, its descendant, that one's descriptor, the file in it


def bind(files: Sequence[bytes]) -> bytes:
    """One tagged PDF with the pages of all files in their order; the same files give the same bytes.

    What stands in the catalog (title, language, conformance) is the first file's. Raises CannotBind.
    """
    volume = _Volume(_Part.read(files[0]))
    for file in files[1:]:
        volume.add(_Part.read(file))
    return volume.written()


@dataclass
class _Part:
    """One file taken apart: its objects, and the numbers of those that a volume has once."""

    objects: dict[int, bytes]
    root: int
    info: int
    metadata: int
    pages: int
    tree: int
    document: int

    @classmethod
    def read(cls, file: bytes) -> "_Part":
        objects = {number: with_whole_ligatures(body) for number, body in objects_of(file)}
        trailer = file[file.rindex(b"trailer\n") :]
        root = _number(rb"/Root (\d+) 0 R", trailer)
        catalog = objects[root]
        tree = _number(rb"/StructTreeRoot (\d+) 0 R", catalog)
        return cls(
            objects=objects,
            root=root,
            info=_number(rb"/Info (\d+) 0 R", trailer),
            metadata=_number(rb"/Metadata (\d+) 0 R", catalog),
            pages=_number(rb"/Pages (\d+) 0 R", catalog),
            tree=tree,
            document=_number(rb"/K\[(\d+) 0 R\]", objects[tree]),
        )


class _Volume:
    """All parts under one catalog, one page tree and one structure tree."""

    def __init__(self, first: _Part) -> None:
        self._first = first
        self._objects = dict(first.objects)
        self._same = {_digest(body): number for number, body in first.objects.items() if _may_be_shared(body)}
        self._free = max(first.objects) + 1
        self._bound = 1

    def add(self, part: _Part) -> None:
        """Append a part: its objects get new numbers, its trees' branches go under the first one's."""
        first = self._first
        shift, keys = self._free, _number(rb"/ParentTreeNextKey (\d+)", self._objects[first.tree])
        places = {number: number + shift for number in part.objects}
        places |= {part.pages: first.pages, part.tree: first.tree, part.document: first.document}
        places |= {part.root: first.root, part.info: first.info, part.metadata: first.metadata}
        once = {part.pages, part.tree, part.document, part.root, part.info, part.metadata}
        self._share(part, places, once)
        for number, body in part.objects.items():
            if number not in once and places[number] == number + shift:
                self._objects[number + shift] = _later_key(renumbered(body, places), keys)
        self._graft(part, places, keys)
        self._free += max(part.objects) + 1
        self._bound += 1

    def _share(self, part: _Part, places: dict[int, int], once: set[int]) -> None:
        """Fonts and pictures that an earlier part has too are kept once: from the innermost object outwards."""
        shared = {number: body for number, body in part.objects.items() if number not in once and _may_be_shared(body)}
        for _ in range(_DEEP):
            for number, body in shared.items():
                places[number] = self._same.setdefault(_digest(renumbered(body, places)), places[number])

    def _graft(self, part: _Part, places: dict[int, int], keys: int) -> None:
        first, more = self._first, part.objects
        pages, tree = more[part.pages], more[part.tree]
        kids = renumbered(_found(rb"/Kids\[(.*?)\]", pages), places)
        said = renumbered(_found(rb"/K\[(.*?)\]", more[part.document]), places)
        nums = renumbered(_found(rb"/Nums\[(.*?)\]", tree), places)
        nums = re.sub(rb"(\d+) (\d+ 0 R)", lambda one: b"%d %s" % (int(one[1]) + keys, one[2]), nums)
        self._append(first.pages, rb"/Kids\[.*?(?=\])", b" " + kids)
        self._raise(first.pages, rb"/Count (\d+)", _number(rb"/Count (\d+)", pages))
        self._append(first.document, rb"/K\[.*?(?=\])", b" " + said)
        self._append(first.tree, rb"/Nums\[.*?(?=\])", b" " + nums)
        self._raise(first.tree, rb"/ParentTreeNextKey (\d+)", _number(rb"/ParentTreeNextKey (\d+)", tree))

    def _append(self, number: int, pattern: bytes, more: bytes) -> None:
        self._objects[number] = re.sub(pattern, lambda one: one[0] + more, self._objects[number], count=1)

    def _raise(self, number: int, pattern: bytes, by: int) -> None:
        body = self._objects[number]
        found = re.search(pattern, body)
        if found is None:
            raise CannotBind(pattern.decode())
        self._objects[number] = b"%s%d%s" % (body[: found.start(1)], int(found[1]) + by, body[found.end(1) :])

    def written(self) -> bytes:
        """The whole file: streams as they are, the small objects packed, a cross-reference stream (7.5.8)."""
        if self._bound > 1:
            self._count_pages_in_metadata()
        file = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        where: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        small = []
        for number, body in sorted(self._objects.items()):
            if STREAM in body:
                where[number] = (1, len(file), 0)
                file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
            else:
                small.append((number, body))
        free = max(self._objects) + 1
        for begun in range(0, len(small), OBJECTS_A_STREAM):
            chunk = small[begun : begun + OBJECTS_A_STREAM]
            where |= {number: (2, free, place) for place, (number, _) in enumerate(chunk)}
            where[free] = (1, len(file), 0)
            file += b"%d 0 obj\n%s\nendobj\n" % (free, packed(chunk))
            free += 1
        return bytes(file) + self._ending(where, free, bytes(file))

    def _ending(self, where: dict[int, tuple[int, int, int]], number: int, file: bytes) -> bytes:
        where[number] = (1, len(file), 0)
        rows = (where.get(one, (0, 0, 65535)) for one in range(number + 1))
        table = zlib.compress(
            b"".join(b"%c%s%s" % (kind, at.to_bytes(4), place.to_bytes(2)) for kind, at, place in rows)
        )
        name = hashlib.sha256(file).hexdigest()[:32].encode()
        said = b"<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode/Length %d>>" % (
            number + 1, self._first.root, self._first.info, name, name, len(table),
        )  # fmt: skip
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
            number,
            said,
            table,
            len(file),
        )

    def _count_pages_in_metadata(self) -> None:
        """The description of the file (XMP) says how many pages it has."""
        number, pages = self._first.metadata, _number(rb"/Count (\d+)", self._objects[self._first.pages])
        head, begin, rest = self._objects[number].partition(STREAM)
        if b"/Filter" in head:
            raise CannotBind("the metadata cannot be read")
        text, end, _ = rest.rpartition(b"\nendstream")
        text = re.sub(rb"(<xmpTPg:NPages>)\d+", rb"\g<1>%d" % pages, text)
        self._objects[number] = re.sub(rb"/Length \d+", b"/Length %d" % len(text), head) + begin + text + end


def _may_be_shared(body: bytes) -> bool:
    """Whether an object looks the same wherever it is used: no page and no tag, nor a list of them."""
    return body.startswith(b"[/") or not body.startswith((b"<</Type/StructElem", b"<</Type/Page", b"["))


def _later_key(body: bytes, by: int) -> bytes:
    """A page names its place in the parent tree, which begins anew in every part."""
    if not body.startswith(b"<</Type/Page/"):
        return body
    return re.sub(rb"/StructParents (\d+)", lambda one: b"/StructParents %d" % (int(one[1]) + by), body)


def _found(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body, re.DOTALL)
    if found is None:
        raise CannotBind(f"nothing like {pattern.decode()}")
    return found[1]


def _number(pattern: bytes, body: bytes) -> int:
    return int(_found(pattern, body))


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()
