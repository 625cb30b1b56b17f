"""Handing out drawn files: small ones at once, large ones from the disk in pieces."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from flask import Response

from huskurage.actions.errors import NotFound

KINDS = {".pdf": "application/pdf", ".png": "image/png", ".zip": "application/zip"}
PIECE = 256 * 1024  # bytes; a ZIP of an estate may be larger than memory


def shown(content: bytes, name: str) -> Response:
    """A file that the browser shows."""
    response = Response(content, content_type=KINDS[Path(name).suffix])
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def sent(path: Path, name: str) -> Response:
    """A file that the browser keeps; raises NotFound when it is not on the disk any more."""
    try:
        file = path.open("rb")  # at once: once it is open, it is sent whole, even if its seven days end meanwhile
    except FileNotFoundError:
        raise NotFound from None
    response = Response(_pieces(file), content_type=KINDS[path.suffix])
    response.call_on_close(file.close)  # also when nobody reads it to its end
    response.content_length = os.fstat(file.fileno()).st_size
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
