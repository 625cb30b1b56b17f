"""The municipality's own texts on the public pages: which there are, and writing one in a language."""

from http import HTTPStatus
from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from huskurage.actions.errors import NotFound
from huskurage.actions.texts import ChangedMeanwhile, NoSwedishYet, Place, mark_of, texts_for, write_text
from huskurage.core.access import Permission
from huskurage.core.hours import ContactKind
from huskurage.core.languages import LANGUAGES, Language
from huskurage.core.languages import language as find_language
from huskurage.core.texts import LONGEST, SOURCE, BadWords, NumberInWords, Standing, UnknownValue
from huskurage.store.texts import Text as OwnWords
from huskurage.web.database import reading, transaction
from huskurage.web.forms import PostedForm, Text, too_long
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.staffforms import Version

ALL_PLACES = ", ".join(Place)
room = Blueprint("texts", __name__, url_prefix="/staff/texts")
PLACES: Final = {  # what each is called, what belongs there, and the page it stands on
    Place.ABOUT_READERS: (
        _l("Who reads a concern"),
        _l("Who works with concerns here, in a sentence or two. No names of people: those change."),
        "public.about",
    ),
    Place.ABOUT_MORE: (
        _l("More about this page"),
        _l("Why the municipality does this, which landlords take part."),
        "public.about",
    ),
    Place.CONTACT: (
        _l("Whom to call"),
        _l("Visiting addresses and hours, shelters and support near you."),
        "public.contact",
    ),
    Place.PRIVACY: (
        _l("Personal data"),
        _l("Which board is responsible, the data protection officer, how one asks what is kept."),
        "public.privacy",
    ),
    Place.ACCESSIBILITY: (
        _l("Accessibility"),
        _l("What you have found that does not work, and what you do about it."),
        "public.accessibility",
    ),
    Place.PROTECTION: (
        _l("How we protect you"),
        _l("What you have had tried here, and by whom."),
        "public.protection",
    ),
}


class WordsForm(PostedForm):
    """A text in one language; none take it out."""

    words = Text(_l("Text"))
    seen = HiddenField()
    of_version = Version()


@room.get("/")
@open_to(Permission.GUIDANCE_KEEP)
def texts() -> ResponseReturnValue:
    with reading() as session:
        found = texts_for(session, unlocked())
        rows = [(place, words, found[place].standing(SOURCE), _stale(found[place])) for place, words in PLACES.items()]
    return render_template("admin/texts.html", rows=rows, missing=Standing.MISSING)


@room.get(f"/<any({ALL_PLACES}):place>/<chosen>")
@open_to(Permission.GUIDANCE_KEEP)
def write(place: str, chosen: str) -> ResponseReturnValue:
    with reading() as session:
        text = texts_for(session, unlocked())[Place(place)]
        words, version = text.in_language(_language(chosen).tag), text.version
    form = WordsForm(formdata=None, words=words, seen=mark_of(words), of_version=version)
    return _page(form, Place(place), chosen)


@room.post(f"/<any({ALL_PLACES}):place>/<chosen>")
@open_to(Permission.GUIDANCE_KEEP)
def keep(place: str, chosen: str) -> ResponseReturnValue:
    form, spoken = WordsForm(), _language(chosen)
    form.validate()
    try:
        with transaction() as session:
            write_text(
                session, unlocked(), Place(place), spoken.tag, form.words.data,
                seen=form.seen.data or "", of_version=form.of_version.data, now=now(),
            )  # fmt: skip
    except BadWords as error:
        form.words.errors = [_problem(error)]
    except NoSwedishYet:
        form.words.errors = [_("Write the Swedish text first: the others are translated from it.")]
    except ChangedMeanwhile as error:
        form.seen.data = mark_of(error.words)
        form.words.errors = [
            _("Somebody else has changed this text meanwhile. It stands on this page; save again to replace it.")
        ]
        return _page(form, Place(place), chosen, HTTPStatus.CONFLICT, theirs=error.words)
    else:
        return redirect(url_for("texts.write", place=place, chosen=SOURCE, kept=spoken.tag), 303)
    return _page(form, Place(place), chosen, HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    form: WordsForm, place: Place, chosen: str, status: HTTPStatus = HTTPStatus.OK, theirs: str = ""
) -> ResponseReturnValue:
    with reading() as session:
        text = texts_for(session, unlocked())[place]
        languages = [(one, text.standing(one.tag)) for one in LANGUAGES if one.tag != SOURCE]
        return render_template(
            "admin/text.html",
            form=form, place=place, spoken=_language(chosen), theirs=theirs, about=PLACES[place], languages=languages,
            source=text.in_language(SOURCE), standing=text.standing(chosen), standings=Standing, limit=LONGEST,
            values=list(ContactKind),
        ), status  # fmt: skip


def _stale(text: OwnWords) -> list[Language]:
    return [one for one in LANGUAGES if text.standing(one.tag) is Standing.STALE]


def _language(tag: str) -> Language:
    found = find_language(tag)
    if found is None:
        raise NotFound
    return found


def _problem(error: BadWords) -> str:
    if isinstance(error, NumberInWords):
        return str(
            _("Take the number %(number)s out, and write what answers there in braces instead.", number=error.part)
        )
    if isinstance(error, UnknownValue):
        return str(_("There is no number called %(name)s. Take one of those on this page.", name=error.part))
    return str(too_long(LONGEST))
