"""Templates and style sheets: all compile and are used, nothing inline but one style, both directions alike."""

import ast
import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from house.sources import STATIC, called, templates, trees
from jinja2 import meta, nodes

from huskurage.web.headers import asset_path

TEMPLATE = re.compile(r"\w.*\.(html|xml)")
SAFE = re.compile(r"\|\s*safe\b")
THE_STYLE = "{{ inline_style()|safe }}"
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "escaping switched off": re.compile(r"\{%-?\s*autoescape"),
    "a frame or an object": re.compile(r"<(iframe|object|embed|base)\b", re.IGNORECASE),
}
SIDES = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|background-position\s*:[^;}]*\b(?:left|right)\b"
)
FOUR_SIDES = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width|border-color|border-style)\s*:\s*([^;}]+)")
SHEETS = sorted(path.name for path in STATIC.glob("*.css"))


def one_sided(css: str) -> list[str]:
    """What would stand on the wrong side in a right-to-left page."""
    found = [match.group() for match in SIDES.finditer(css)]
    for match in FOUR_SIDES.finditer(css):
        values = re.findall(r"(?:[\w.%#!-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+)", match.group(1))
        if len(values) == 4 and values[1] != values[3]:
            found.append(match.group())
    return found


class Styles(HTMLParser):
    """The text of every style element of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.texts = False, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.inside = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts.append(data)


def rendered_by_views() -> set[str]:
    """Every template name that the web's code hands to Flask or to its own page functions."""
    return {
        node.value
        for name, tree in trees().items()
        if name.startswith("web/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TEMPLATE.fullmatch(node.value)
    }


def test_every_template_compiles(small_site: Flask) -> None:
    for name in templates():
        small_site.jinja_env.get_template(name)


def test_every_template_is_used_and_every_name_exists(small_site: Flask) -> None:
    referred = {
        name: set(meta.find_referenced_templates(small_site.jinja_env.parse(text)))
        for name, text in templates().items()
    }
    used = rendered_by_views()
    assert None not in set().union(*referred.values()), "a template chooses another at run time: not seen by this test"
    reached, fresh = set[str](), used
    while fresh:
        reached |= fresh
        fresh = {other for name in fresh for other in referred.get(name, set()) if other} - reached
    assert reached == set(templates())


def test_every_macro_is_used(small_site: Flask) -> None:
    made, called_names = set[str](), set[str]()
    for text in templates().values():
        tree = small_site.jinja_env.parse(text)
        made |= {macro.name for macro in tree.find_all(nodes.Macro)}
        called_names |= {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    assert made <= called_names


@pytest.mark.parametrize("name", sorted(templates()))
def test_nothing_is_inline_and_nothing_unescaped(name: str) -> None:
    text = templates()[name]
    assert not [what for what, pattern in INLINE.items() if pattern.search(text)]
    assert not SAFE.search(text.replace(f"<style>{THE_STYLE}</style>", ""))


def test_code_marks_only_literals_as_html() -> None:
    marked = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == "Markup"
        if not all(isinstance(one, ast.Constant) for one in node.args)
    ]
    assert not marked


def test_no_template_is_compiled_while_serving() -> None:
    assert not [
        name for name, tree in trees().items() for node in ast.walk(tree) if called(node) == "render_template_string"
    ]


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_knows_no_left_and_right(name: str) -> None:
    assert not one_sided((STATIC / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_loads_nothing(name: str) -> None:
    assert not re.search(r"url\(|@import|@font-face|expression\(", (STATIC / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ["/sv/", "/ar/now", "/leave", "/en/no-such-page"])
def test_the_policy_allows_exactly_the_style_in_the_page(small_site: Flask, path: str) -> None:
    answer = small_site.test_client().get(path)
    page = Styles()
    page.feed(answer.get_data(as_text=True))
    assert len(page.texts) == 1
    digest = base64.b64encode(hashlib.sha256(page.texts[0].encode()).digest()).decode()
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["style-src"] == f"'self' 'sha256-{digest}'"
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.iterdir()))
def test_every_asset_is_served_under_a_name_that_says_nothing(small_site: Flask, name: str) -> None:
    assert re.fullmatch(r"/static/[0-9a-f]{12}\.(css|js)", asset_path(name))
    assert small_site.test_client().get(asset_path(name)).status_code == 200
    assert small_site.test_client().get(f"/static/{name}").status_code == 404
    assert any(f"asset_path('{name}')" in text for text in templates().values()) or name == "look.css"


@pytest.mark.parametrize("css", [
    "a{margin-left:1px}", "a{left:0}", "a{text-align: right}", "a{float:left}", "a{padding:0 1px 0 2px}",
    "a{border-top-left-radius:3px}", "a{margin:0 calc(1px + (2px)) 0 max(1px,2px)}",
])  # fmt: skip
def test_a_side_is_seen(css: str) -> None:
    assert one_sided(css)


@pytest.mark.parametrize(
    "css", ["a{margin:0 auto}", "a{padding:16px 16px 48px}", "a{inset-inline-start:0;margin:1px 2px 3px 2px}"]
)
def test_both_sides_alike_are_no_fault(css: str) -> None:
    assert not one_sided(css)
