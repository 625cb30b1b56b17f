"""Handing out drawn files: small ones at once, large ones from the disk in pieces."""

from collections.abc import Iterator
from pathlib import Path

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
    if not path.exists():
        raise NotFound
    response = Response(_pieces(path), content_type=KINDS[path.suffix])
    response.content_length = path.stat().st_size
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
