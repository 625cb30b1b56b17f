"""Percent signs: Jinja formats every sentence of a template, so a lone sign in one ends in error page 500."""

from collections.abc import Iterator

import pytest
from house.catalogs import DOMAINS, extracted, po_files, read

PLACEHOLDERS = dict.fromkeys(
    ("address", "checked", "count", "day", "delivered", "done", "emergency", "house", "houses", "inbox", "language",
     "languages", "limit", "moment", "municipality", "name", "number", "police", "question", "time", "title", "total"),
    "x",
) | {"num": 2}  # fmt: skip


def sentences(domain: str) -> Iterator[str]:
    """Every sentence that can be said: the ids themselves (English) and all their translations."""
    for catalog in (extracted(domain), *map(read, po_files(domain))):
        for message in (one for one in catalog if one.id):
            for said in (message.id, message.string):
                yield from (said,) if isinstance(said, str) else said or ()


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_can_be_filled_in(domain: str) -> None:
    broken = []
    for sentence in sentences(domain):
        try:
            sentence % PLACEHOLDERS
        except (KeyError, TypeError, ValueError) as error:
            broken.append(f"{sentence!r}: {error}")
    assert broken == []
