"""Comments in the source reach the catalogs: who speaks, where a word stands, how long it may be, what is filled in."""

from pathlib import Path

from house import catalogs

SPEAK_FOR_THEMSELVES = {
    "(optional)", "Accessibility", "Accessibility statement", "Contact", "Error:", "More advice", "Postcode", "Send",
    "Street", "Thank you", "Try again", "Your telephone",
}  # fmt: skip


def test_a_translator_is_told_what_is_said_in_the_source(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<p>{{ _("Back") }}</p>\n{# Translators: A button. #}\n<p>{{ _("Open") }} {{ _("Send") }}</p>\n')
    form = tmp_path / "form.py"
    form.write_text(
        '# Translators: A field of\n# the form.\nfield = _("Open")\nother = _("Read")  # NOTE: no\nmore = _("Go")\n'
    )
    catalog = catalogs.extracted_from([page, form])
    told = {one.id: one.auto_comments for one in catalog if one.id}
    assert told == {"Back": [], "Open": ["A button.", "A field of", "the form."], "Send": [], "Read": [], "Go": []}
    assert b"#. A button." in catalogs.written(catalog)


def test_short_public_words_say_where_they_stand() -> None:
    """A word or two, read alone, may be a button, a heading or an answer: the catalog says which."""
    silent = {
        str(one.id)
        for one in catalogs.extracted("messages")
        if one.id and not one.auto_comments and not one.context and len(str(one.id).split()) <= 2
    }
    assert silent <= SPEAK_FOR_THEMSELVES, "write a comment before them that begins with Translators:"
