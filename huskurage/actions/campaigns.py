"""What an administrator does with campaigns: make, change, take out, open to other municipalities, join theirs."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, NothingChanged
from huskurage.actions.people import Unlocked
from huskurage.core.campaigns import (
    ABOUT_LIMIT,
    MOST_CAMPAIGNS,
    NAME_LIMIT,
    check_campaign_days,
    check_line,
    check_paragraphs,
)
from huskurage.core.languages import language
from huskurage.core.swedish_time import local
from huskurage.core.texts import SOURCE
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.campaigns import Campaign, Event, Joined, campaigns_of, campaigns_open_to, events_in
from huskurage.store.places import Municipality
from huskurage.store.texts import Text


class TooMany(Exception):
    """The municipality has as many as fit on its page: one must be over, taken out or left before another comes."""


@dataclass(frozen=True, kw_only=True)
class CampaignPlan:
    """What somebody means a campaign to be; its words in Swedish, the name never empty."""

    first_day: date
    last_day: date
    announced_on: date
    open_to_others: bool
    name: str
    about: str


def campaigns_for(session: Session, unlocked: Unlocked) -> tuple[list[Campaign], list[Campaign]]:
    """The campaigns that the person's own municipality keeps, and those of others that it may see."""
    mine = unlocked.account.municipality_id
    kept = [one for one in campaigns_of(session, mine) if one.municipality_id == mine]
    return kept, campaigns_open_to(session, mine)


def campaign_for(session: Session, unlocked: Unlocked, campaign_id: int, *, held: bool = False) -> Campaign:
    """A campaign that the own municipality keeps, or another's that is open; raises NotFound for any other.

    `held`: until this transaction ends nobody else changes it.
    """
    found = session.get(Campaign, campaign_id, with_for_update=held) if is_row_number(campaign_id) else None
    if found is None or not (found.open_to_others or keeps(unlocked, found)):
        raise NotFound
    return found


def own_campaign_for(session: Session, unlocked: Unlocked, campaign_id: int) -> Campaign:
    """A campaign of the own municipality, held until the transaction ends; raises NotFound for any other."""
    found = campaign_for(session, unlocked, campaign_id, held=True)
    if not keeps(unlocked, found):
        raise NotFound
    return found


def keeps(unlocked: Unlocked, campaign: Campaign) -> bool:
    """Whether the campaign is the person's own municipality's to change."""
    return campaign.municipality_id == unlocked.account.municipality_id


def add_campaign(session: Session, unlocked: Unlocked, plan: CampaignPlan, *, now: datetime) -> Campaign:
    """Make a campaign. Raises TooMany, core.campaigns.BadDays, core.texts.BadWords."""
    _check_room(session, unlocked, now)
    made = Campaign(
        municipality_id=unlocked.account.municipality_id, first_day=plan.first_day, last_day=plan.last_day,
        announced_on=plan.announced_on, open_to_others=plan.open_to_others, name=Text(), about=Text(),
    )  # fmt: skip
    _change(made, plan, local(now).date())
    session.add(made)
    session.flush()
    note(session, unlocked, "campaign", made.id, now)
    return made


@dataclass(frozen=True)
class Said:
    """Words in another language, and which version of the Swedish they were written from."""

    words: str
    of_version: int


def change_campaign(
    session: Session, unlocked: Unlocked, campaign: Campaign, plan: CampaignPlan, *, now: datetime
) -> None:
    """Change days and Swedish words. Closed to others, those who joined leave it and keep their own events.

    Raises as `add_campaign`; TooMany where new days bring a campaign back that was over.
    """
    if campaign.last_day < local(now).date() <= plan.last_day:
        _check_room(session, unlocked, now)
    _change(campaign, plan, local(now).date())
    if not plan.open_to_others:
        for one in list(campaign.joined):
            _part(session, campaign, one)
    note(session, unlocked, "campaign", campaign.id, now)


def translate_campaign(
    session: Session, unlocked: Unlocked, campaign: Campaign, tag: str, name: Said, about: Said, *, now: datetime
) -> None:
    """Keep the words in another language; none take them out. Raises NotFound for Swedish and unknown languages."""
    write_translation(campaign.name, tag, name, check_line(name.words, NAME_LIMIT))
    write_translation(campaign.about, tag, about, check_paragraphs(about.words, ABOUT_LIMIT))
    note(session, unlocked, "campaign", campaign.id, now)


def remove_campaign(session: Session, unlocked: Unlocked, campaign: Campaign, *, now: datetime) -> None:
    """Take it out for good, with the own municipality's events in it; others keep theirs."""
    for event in events_in(session, campaign.id):
        if event.municipality_id == campaign.municipality_id:
            session.delete(event)
        else:
            part_with(event, campaign)
    session.flush()
    number = campaign.id
    session.delete(campaign)
    note(session, unlocked, "campaign", number, now)


def join_campaign(session: Session, unlocked: Unlocked, campaign: Campaign, *, now: datetime) -> None:
    """Take part in another municipality's campaign. Raises NothingChanged where that is so already, TooMany."""
    mine = unlocked.account.municipality_id
    if campaign.has(mine):
        raise NothingChanged
    _check_room(session, unlocked, now)
    campaign.joined.append(Joined(municipality_id=mine))
    note(session, unlocked, "campaign", campaign.id, now)


def leave_campaign(session: Session, unlocked: Unlocked, campaign: Campaign, *, now: datetime) -> None:
    """Take part no longer; the own events stay, outside of it. Raises NothingChanged for whoever has not joined."""
    mine = unlocked.account.municipality_id
    joined = next((one for one in campaign.joined if one.municipality_id == mine), None)
    if joined is None:
        raise NothingChanged
    _part(session, campaign, joined)
    note(session, unlocked, "campaign", campaign.id, now)


def write_translation(text: Text, tag: str, said: Said, words: str) -> None:
    """Keep (checked) words in a language that is not Swedish, where there are Swedish ones to say anew.

    What was translated from an older version of the Swedish is stale at once.
    Raises NotFound for Swedish, and for a language that we do not speak.
    """
    check_foreign(tag)
    text.write(tag, words if SOURCE in text.by_language() else "", said.of_version)


def check_foreign(tag: str) -> None:
    """Raises NotFound for Swedish, which is what is translated, and for a language that we do not speak."""
    if tag == SOURCE or language(tag) is None:
        raise NotFound


def hold_municipality(session: Session, unlocked: Unlocked) -> None:
    """Let two who add something at the same moment come one after the other."""
    mine = unlocked.account.municipality_id
    session.execute(select(Municipality.id).where(Municipality.id == mine).with_for_update(key_share=True))


def note(session: Session, unlocked: Unlocked, kind: str, number: int, now: datetime) -> None:
    """Write down that something of a campaign or an event was changed."""
    session.flush()
    record(session, at=now, act=Act.CAMPAIGN_CHANGED, account=unlocked.account, kind=kind, object_id=str(number))


def _change(campaign: Campaign, plan: CampaignPlan, today: date) -> None:
    earliest = min(today, campaign.last_day) if campaign.id else today
    check_campaign_days(plan.first_day, plan.last_day, plan.announced_on, today=today, earliest=earliest)
    campaign.first_day, campaign.last_day = plan.first_day, plan.last_day
    campaign.announced_on, campaign.open_to_others = plan.announced_on, plan.open_to_others
    campaign.name.write(SOURCE, check_line(plan.name, NAME_LIMIT))
    campaign.about.write(SOURCE, check_paragraphs(plan.about, ABOUT_LIMIT))


def _check_room(session: Session, unlocked: Unlocked, now: datetime) -> None:
    hold_municipality(session, unlocked)
    today = local(now).date()
    coming = [one for one in campaigns_of(session, unlocked.account.municipality_id) if one.last_day >= today]
    if len(coming) >= MOST_CAMPAIGNS:
        raise TooMany


def part_with(event: Event, campaign: Campaign) -> None:
    """The event stands alone, and is shown no sooner than it would have been."""
    event.campaign_id, event.shown_from = None, campaign.announced_on


def _part(session: Session, campaign: Campaign, joined: Joined) -> None:
    for event in events_in(session, campaign.id):
        if event.municipality_id == joined.municipality_id:
            part_with(event, campaign)
    campaign.joined.remove(joined)
    session.flush()
