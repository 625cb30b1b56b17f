"""Words and small helpers of the staff pages: names of states, acts, roles and choices, and the menu of each role."""

from datetime import date, datetime

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, lazy_gettext, lazy_pgettext
from flask_babel import gettext as _

from huskurage.actions.errors import NobodyOnDuty
from huskurage.core.access import Permission, Role, may
from huskurage.core.concern import About, Answer, Channel, SourceProtection
from huskurage.core.languages import language
from huskurage.core.lifecycle import CloseReason, State
from huskurage.core.rota import spells
from huskurage.core.swedish_time import local
from huskurage.store.places import Landlord, Municipality
from huskurage.store.reports import EntryKind
from huskurage.web.actwords import ACTS
from huskurage.web.alarmwords import ADVICE, ALARMS
from huskurage.web.database import reading
from huskurage.web.guard import current_person, unlocked
from huskurage.web.menus import MENUS, SET_UP

STATES = {
    State.RECEIVED: lazy_pgettext("state of a report", "New"),
    State.READ: lazy_pgettext("state of a report", "Read"),
    State.ASKED: lazy_pgettext("state of a report", "Question asked"),
    State.ANSWERED: lazy_pgettext("state of a report", "Answer waiting"),
    State.HANDED_OVER: lazy_pgettext("state of a report", "Handed over"),
    State.CLOSE_PROPOSED: lazy_pgettext("state of a report", "Second person needed"),
    State.CLOSED: lazy_pgettext("state of a report", "Closed"),
    State.QUARANTINED: lazy_pgettext("state of a report", "In quarantine"),
    State.WITHDRAWN: lazy_pgettext("state of a report", "Taken back"),
}
CLOSE_REASONS = {
    CloseReason.HANDED_OVER: lazy_pgettext("why a report is closed", "Handed over"),
    CloseReason.HELP_GIVEN: lazy_pgettext("why a report is closed", "Help has been given"),
    CloseReason.KNOWN_ALREADY: lazy_pgettext("why a report is closed", "Already known"),
    CloseReason.NOT_OUR_MUNICIPALITY: lazy_pgettext("why a report is closed", "Another municipality's"),
    CloseReason.WRITTEN_BY_MISTAKE: lazy_pgettext("why a report is closed", "Written by mistake"),
    CloseReason.NO_ACTION: lazy_pgettext("why a report is closed", "No action"),
}
ENTRIES = {
    EntryKind.CONCERN: lazy_gettext("The concern"),
    EntryKind.ADDITION: lazy_gettext("Addition from the neighbour"),
    EntryKind.ANSWER: lazy_gettext("Answer from the neighbour"),
    EntryKind.QUESTION: lazy_gettext("Question to the neighbour"),
    EntryKind.NOTE: lazy_gettext("Note"),
    EntryKind.HANDOVER: lazy_gettext("Hand-over"),
    EntryKind.LINK: lazy_gettext("Linked report"),
}
ABOUT = {
    About.NEIGHBOUR: lazy_gettext("About a neighbour"),
    About.CHILD: lazy_gettext("About a child"),
    About.FAMILY: lazy_gettext("About someone in the family"),
    About.MYSELF: lazy_gettext("About themselves"),
    About.UNSAID: lazy_gettext("A concern"),
}
ANSWERS = {
    Answer.YES: lazy_pgettext("answer in a concern", "yes"),
    Answer.NO: lazy_pgettext("answer in a concern", "no"),
    Answer.UNKNOWN: lazy_pgettext("answer in a concern", "does not know"),
}
CHANNELS = {
    Channel.WEB: lazy_gettext("Written by the neighbour"),
    Channel.PHONE: lazy_gettext("By telephone"),
    Channel.DESK: lazy_gettext("At the desk"),
}
PROTECTION = {
    SourceProtection.LOW: lazy_gettext("Easy to tell who wrote"),
    SourceProtection.MEDIUM: lazy_gettext("A few could have written"),
    SourceProtection.HIGH: lazy_gettext("Many could have written"),
}
ROLES = {
    Role.COORDINATOR: lazy_gettext("Coordinator"),
    Role.LANDLORD_STAFF: lazy_gettext("Landlord staff"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
}
JOBS = {
    "waiting": lazy_gettext("Waiting to be drawn."),
    "drawing": lazy_gettext("Drawing."),
    "checking": lazy_gettext("Reading the codes back."),
    "done": lazy_gettext("Done."),
    "failed": lazy_gettext("Failed."),
    "cancelled": lazy_gettext("Cancelled."),
}
PROBLEMS = {
    "too_much_text": lazy_gettext("The words do not fit at a size that can be read. Choose fewer languages."),
    "wrong_code": lazy_gettext("A code on the drawn sheets did not lead to its house. Nothing was handed out."),
    "code_too_dense": lazy_gettext("The site's address is too long for a code that can be read in a stairwell."),
    "cannot_draw": lazy_gettext("The sheets could not be drawn."),
    "house_gone": lazy_gettext("A house in it has left the register meanwhile. Order it again: it is left out then."),
    "disk_full": lazy_gettext("There is no room for the files on the server. Tell whoever runs it, then order again."),
    "interrupted": lazy_gettext("The drawing was interrupted. Order it again."),
    "broke": lazy_gettext("Something went wrong with us while drawing. Nothing was kept. Order it again."),
}


def set_up(app: Flask) -> None:
    """Give staff templates their words."""
    app.jinja_env.globals.update(
        current_person=current_person,
        house_name=house_name,
        staff_menu=MENUS.__getitem__,
        may=lambda role, permission: may(role, Permission(permission)),
        set_up_for=lambda role: [entry for entry in SET_UP if may(role, entry[1])],
        staff_states=STATES,
        entry_names=ENTRIES,
        act_names=ACTS,
        about_names=ABOUT,
        answer_names=ANSWERS,
        channel_names=CHANNELS,
        protection_names=PROTECTION,
        role_names=ROLES,
        job_states=JOBS,
        job_problems=PROBLEMS,
        alarm_names=ALARMS,
        alarm_advice=ADVICE,
        day=day,
        whole_day=whole_day,
        day_of=day_of,
        stretches=stretches,
        language_name=language_name,
    )


def house_name() -> str:
    """Whose pages these are: the signed-in person's landlord, or their municipality."""
    account = unlocked().account
    with reading() as session:
        if account.landlord_id is not None:
            return session.get_one(Landlord, account.landlord_id).name
        return session.get_one(Municipality, account.municipality_id).name


def day(date_: date) -> str:
    """A day, short: "21 nov."."""
    return format_date(date_, "d MMM", locale=get_locale() or "sv")


def stretches(days: list[date]) -> str:
    """Days in words, those that follow each other as one stretch: "24 dec-27 dec, 1 jan"."""
    return ", ".join(
        day(first) if first == last else f"{day(first)}\N{EN DASH}{day(last)}" for first, last in spells(days)
    )


def nobody_words(nobody: NobodyOnDuty) -> str:
    """Why something was not saved: nobody would be on duty."""
    words = _(
        "Not saved: on %(days)s nobody would be on duty in %(inbox)s. Let somebody else be there, or write whom to "
        "call, with a telephone number, in the inbox's hours.",
        inbox=nobody.inbox,
        days=stretches(nobody.days),
    )
    return str(words)


def whole_day(date_: date) -> str:
    """A day with its year: "21 nov. 2026"."""
    return format_date(date_, "d MMM y", locale=get_locale() or "sv")


def day_of(moment: datetime) -> str:
    """The day on which a moment lies in Sweden, short."""
    return day(local(moment).date())


def language_name(tag: str) -> str:
    """A language by its own name."""
    found = language(tag)
    return found.own_name if found else tag
