"""A test client that inspects every page it opens: headings, title, language, labels, ids, nothing from elsewhere."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from outside import banned_words

TICKET = re.compile(r'(?<=name="csrf_token" value=")[^"<>&]+|(?<=name="ticket" value=")[^"<>&]+')
_clean: set[int] = set()
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Outline(HTMLParser):
    """What a page is made of, as far as its hygiene goes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.title = ""
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.title += data
        if self.open and self.open[-1] == "script" and data.strip():
            self.faults.append("inline script")


def inspect(html: str, path: str) -> list[str]:
    """Everything that is wrong with a page. One that differs from a clean one by its tickets alone is clean."""
    known = hash((path.startswith("/staff"), path.startswith("/staff/"), TICKET.sub("", html)))
    if known in _clean:
        return []
    found = _inspect(html, path)
    if not found:
        _clean.add(known)
    return found


def _inspect(html: str, path: str) -> list[str]:
    outline = Outline()
    outline.feed(html)
    tags, faults = outline.tags, outline.faults
    by_tag = Counter(tag for tag, _ in tags)
    root = next((attrs for tag, attrs in tags if tag == "html"), {})
    ids = Counter(attrs["id"] for _, attrs in tags if attrs.get("id"))
    checks = {
        "exactly one h1": by_tag["h1"] == 1,
        "one main": by_tag["main"] == 1,
        "a title": bool(outline.title.strip()),
        "a neutral title": path.startswith("/staff") or not banned_words(outline.title),
        "lang": bool(root.get("lang")),
        "dir": root.get("dir") in {"ltr", "rtl"},
        "unique ids": all(count == 1 for count in ids.values()),
        "no style attribute": not any("style" in attrs for _, attrs in tags),
        "no event attribute": not any(name.startswith("on") for _, attrs in tags for name in attrs),
        "all closed": not outline.open,
        "no untranslated marks": "%(" not in html and "{{" not in html,
    }
    faults += [name for name, good in checks.items() if not good]
    return faults + _unlabelled(tags, ids) + _foreign(tags, path)


def _unlabelled(tags: list[tuple[str, dict[str, str | None]]], ids: Counter[str | None]) -> list[str]:
    labelled = {attrs.get("for") for tag, attrs in tags if tag == "label"}
    faults = []
    for tag, attrs in tags:
        quiet = attrs.get("type") in {"hidden", "radio", "checkbox", "submit"}
        if tag in {"input", "textarea", "select"} and not quiet and attrs.get("id") not in labelled:
            faults.append(f"{tag} {attrs.get('name')} has no label")
        for pointer in ("aria-describedby", "aria-labelledby"):
            faults += [
                f"{pointer} leads nowhere: {one}" for one in (attrs.get(pointer) or "").split() if one not in ids
            ]
    return faults


def _foreign(tags: list[tuple[str, dict[str, str | None]]], path: str) -> list[str]:
    ours = ("/static/", "data:", *(("/staff/",) if path.startswith("/staff/") else ()))
    loads = [
        attrs.get("src") or (attrs.get("href") if tag == "link" else "") or ""
        for tag, attrs in tags
        if tag in {"script", "link", "img", "iframe", "source", "object"} and attrs.get("rel") != "alternate"
    ]
    return [f"loads {one}" for one in loads if one and not one.startswith(ours)]


class InspectingClient(FlaskClient):
    """Opens pages as a browser would, and fails when one of them is not clean."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = super().open(*args, **kwargs)
        path = response.request.path
        public = not path.startswith("/staff")
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert not (public and response.headers.getlist("Set-Cookie")), f"{path} sets a cookie"
        if (
            response.mimetype == "text/html"
            and response.content_encoding is None
            and response.status_code not in {301, 302, 303, 308}
        ):
            faults = inspect(response.get_data(as_text=True), path)
            assert not faults, f"{path}: {faults}"
        return response
