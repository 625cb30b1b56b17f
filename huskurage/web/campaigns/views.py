"""Campaigns as an administrator keeps them: the list, one campaign, its words in other languages, joining others'."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.campaigns import (
    TooMany,
    add_campaign,
    campaign_for,
    campaigns_for,
    change_campaign,
    check_foreign,
    join_campaign,
    keeps,
    leave_campaign,
    own_campaign_for,
    remove_campaign,
    translate_campaign,
)
from huskurage.actions.events import events_for
from huskurage.core.access import Permission
from huskurage.core.campaigns import MOST_CAMPAIGNS, is_over
from huskurage.core.swedish_time import local, moment
from huskurage.store.campaigns import Campaign, events_in
from huskurage.web.campaigns.forms import CampaignForm, CampaignWordsForm
from huskurage.web.campaigns.words import STANDINGS, standing_of, swedish_of
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now

room = Blueprint("campaigns", __name__, url_prefix="/staff/campaigns")


@room.get("/")
@open_to(Permission.GUIDANCE_KEEP)
def campaigns() -> ResponseReturnValue:
    with reading() as session:
        return _list(session)


@room.get("/new")
@open_to(Permission.GUIDANCE_KEEP)
def new() -> ResponseReturnValue:
    return _new(CampaignForm(formdata=None, announced=_today()))


@room.post("/new")
@open_to(Permission.GUIDANCE_KEEP)
def add() -> ResponseReturnValue:
    form = CampaignForm()
    form.today = form.earliest = _today()
    if not form.validate():
        return _new(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            number = add_campaign(session, unlocked(), form.plan(), now=now()).id
    except TooMany:
        form.name.errors = [_full()]
        return _new(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("campaigns.campaign", campaign_id=number), 303)


@room.get("/<int:campaign_id>")
@open_to(Permission.GUIDANCE_KEEP)
def campaign(campaign_id: int) -> ResponseReturnValue:
    """One's own to change; another's to look at."""
    with reading() as session:
        found = campaign_for(session, unlocked(), campaign_id)
        return _one(session, found, _filled(found)) if keeps(unlocked(), found) else _other(session, found)


@room.post("/<int:campaign_id>")
@open_to(Permission.GUIDANCE_KEEP)
def change(campaign_id: int) -> ResponseReturnValue:
    form = CampaignForm()
    with transaction() as session:
        found = own_campaign_for(session, unlocked(), campaign_id)
        form.today, form.earliest = _today(), min(_today(), found.last_day)
        if not form.validate():
            return _one(session, found, form), HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            change_campaign(session, unlocked(), found, form.plan(), now=now())
        except TooMany:
            form.last.errors = [_full()]
            return _one(session, found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("campaigns.campaigns"), 303)


@room.post("/<int:campaign_id>/remove")
@open_to(Permission.GUIDANCE_KEEP)
def remove(campaign_id: int) -> ResponseReturnValue:
    with transaction() as session:
        remove_campaign(session, unlocked(), own_campaign_for(session, unlocked(), campaign_id), now=now())
    return redirect(url_for("campaigns.campaigns"), 303)


@room.post("/<int:campaign_id>/join")
@open_to(Permission.GUIDANCE_KEEP)
def join(campaign_id: int) -> ResponseReturnValue:
    try:
        with transaction() as session:
            found = campaign_for(session, unlocked(), campaign_id, held=True)
            join_campaign(session, unlocked(), found, now=now())
    except TooMany:
        with reading() as session:
            found = campaign_for(session, unlocked(), campaign_id)
            return _other(session, found, _full()), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("campaigns.campaign", campaign_id=campaign_id), 303)


@room.post("/<int:campaign_id>/leave")
@open_to(Permission.GUIDANCE_KEEP)
def leave(campaign_id: int) -> ResponseReturnValue:
    with transaction() as session:
        found = campaign_for(session, unlocked(), campaign_id, held=True)
        leave_campaign(session, unlocked(), found, now=now())
    return redirect(url_for("campaigns.campaign", campaign_id=campaign_id), 303)


@room.get("/<int:campaign_id>/in/<language:language>")
@open_to(Permission.GUIDANCE_KEEP)
def words(campaign_id: int, language: str) -> ResponseReturnValue:
    check_foreign(language)
    with reading() as session:
        found = own_campaign_for(session, unlocked(), campaign_id)
        written = {
            "title": found.name.in_language(language), "title_of": found.name.version,
            "details": found.about.in_language(language), "details_of": found.about.version,
        }  # fmt: skip
        return _words(found, language, CampaignWordsForm(formdata=None, data=written))


@room.post("/<int:campaign_id>/in/<language:language>")
@open_to(Permission.GUIDANCE_KEEP)
def translate(campaign_id: int, language: str) -> ResponseReturnValue:
    form = CampaignWordsForm()
    with transaction() as session:
        found = own_campaign_for(session, unlocked(), campaign_id)
        if not form.validate():
            return _words(found, language, form), HTTPStatus.UNPROCESSABLE_ENTITY
        title, details = form.said()
        translate_campaign(session, unlocked(), found, language, title, details, now=now())
    return redirect(url_for("campaigns.campaign", campaign_id=campaign_id), 303)


def _today() -> date:
    return local(now()).date()


def _full() -> str:
    return str(_("At most %(number)s campaigns at a time. Take one out, or leave one.", number=MOST_CAMPAIGNS))


def _filled(found: Campaign) -> CampaignForm:
    return CampaignForm(
        formdata=None, name=swedish_of(found.name), about=swedish_of(found.about), first=found.first_day,
        last=found.last_day, announced=found.announced_on, open_to_others=found.open_to_others,
    )  # fmt: skip


def _list(session: Session) -> str:
    kept, others = campaigns_for(session, unlocked())
    events = events_for(session, unlocked())
    past = [one.id for one in events if is_over(one.day, one.ends, now())]
    return render_template(
        "campaigns/list.html",
        kept=kept,
        others=[one for one in others if one.last_day >= _today()],
        events=sorted(events, key=lambda one: (one.id in past, -one.day.toordinal() if one.id in past else 0)),
        past=past,
        me=unlocked().account.municipality_id,
        today=_today(),
        moment=moment,
        swedish_of=swedish_of,
    )


def _new(form: CampaignForm) -> str:
    return render_template("campaigns/campaign_new.html", form=form)


def _one(session: Session, found: Campaign, form: CampaignForm) -> str:
    texts = [found.name, found.about]
    return render_template(
        "campaigns/campaign.html",
        campaign=found,
        form=form,
        events=events_in(session, found.id),
        standing=lambda tag: STANDINGS[standing_of(texts, tag)],
        moment=moment,
        swedish_of=swedish_of,
    )


def _other(session: Session, found: Campaign, problem: str = "") -> str:
    return render_template(
        "campaigns/other.html",
        campaign=found,
        joined=found.is_joined_by(unlocked().account.municipality_id),
        events=events_in(session, found.id),
        problem=problem,
        moment=moment,
        swedish_of=swedish_of,
    )


def _words(found: Campaign, language: str, form: CampaignWordsForm) -> str:
    return render_template(
        "campaigns/words.html",
        back=url_for("campaigns.campaign", campaign_id=found.id),
        action=url_for("campaigns.translate", campaign_id=found.id, language=language),
        tongue=language,
        form=form,
        title=swedish_of(found.name),
        details=swedish_of(found.about),
    )
