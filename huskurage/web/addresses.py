"""The shape of public addresses: a tag in any letter case, and the same page in another language."""

import re

from flask import request, url_for
from werkzeug.routing import BaseConverter

from huskurage.core.tags import fold_tag

LAST_STEP = 99  # sends of one page whose addresses differ; then they begin again


class TagConverter(BaseConverter):
    """Seven ASCII letters or digits in any case, folded to the way they are printed."""

    regex = "[A-Za-z0-9]{7}"

    def to_python(self, value: str) -> str:
        return fold_tag(value) or value


RAW_TAG = re.compile(TagConverter.regex)


def same_page(language: str) -> str:
    """The address of this page in another language, with its house."""
    arguments = {**(request.view_args or {}), "language": language}
    return url_for(request.endpoint or "public.landing", **arguments)


def page(endpoint: str, language: str, tag: str | None) -> str:
    """The address of a public page in a language, keeping the house."""
    return url_for(endpoint, language=language, tag=tag) if tag else url_for(endpoint, language=language)


def next_step(language: str) -> str:
    """Where a form of this page is sent: the same page in a language, under an address of its own."""
    return step_on(same_page(language))


def step_on(path: str | None = None) -> str:
    """The path (none: this page's) under an address that is new at each step.

    Where the line breaks, a browser puts its own error page in the place of a page with the same address, and the
    typed text is gone; under another one Back leads to the form with its text (tests/journeys/test_bad_line.py).
    """
    return f"{path or ''}?{_step() % LAST_STEP + 1}"


def _step() -> int:
    """Which send of the same page this is: 0 for none yet."""
    written = request.query_string.decode("ascii", "replace")
    return int(written) if re.fullmatch("[0-9]{1,2}", written, re.ASCII) else 0
