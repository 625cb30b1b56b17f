"""The shape of public addresses: a tag in any letter case, and the same page in another language."""

import re

from flask import request, url_for
from werkzeug.routing import BaseConverter

from huskurage.core.tags import fold_tag


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
