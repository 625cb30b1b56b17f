"""The action plan as a PDF, in the language of whoever asks for it."""

from collections.abc import Sequence
from datetime import date

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from huskurage.actions.plan import figures
from huskurage.core.plan import in_sections, is_late
from huskurage.core.plansheet import PlanRow, PlanSheet, draw_plan
from huskurage.store.plan import Activity
from huskurage.web.language import page_language
from huskurage.web.plan.words import KINDS, nobody
from huskurage.web.site import site
from huskurage.web.staffwords import house_name, whole_day


def plan_file(activities: Sequence[Activity], today: date) -> Response:
    """The plan to print; the file's name says nothing but the day."""
    pdf = draw_plan(_sheet(activities, today), posters_dir=site().settings.posters_dir, made_on=today)
    answer = Response(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="plan-{today.isoformat()}.pdf"'
    return answer


def summary(activities: Sequence[Activity], today: date) -> tuple[str, ...]:
    """How the plan stands, in one or two sentences."""
    found = figures(activities, today)
    if not found.planned:
        return ()
    said = ngettext(
        "%(year)s: %(done)s of %(num)d activity is done.",
        "%(year)s: %(done)s of %(num)d activities are done.",
        found.planned,
        year=today.year,
        done=found.done,
    )
    if not found.trainings:
        return (said,)
    trained = ngettext(
        "Staff training: %(held)s of %(num)d occasion held.",
        "Staff training: %(held)s of %(num)d occasions held.",
        found.trainings,
        held=found.trainings_held,
    )
    return (said, trained)


def owner_name(activity: Activity) -> str:
    """Who does it; whoever has left does it no more."""
    owner = activity.owner
    return owner.name if owner is not None and owner.left_on is None else nobody()


def _sheet(activities: Sequence[Activity], today: date) -> PlanSheet:
    sections = in_sections(activities, today)
    named = (
        (_("Late"), sections.late),
        (_("This month"), sections.this_month),
        (_("Later"), sections.later),
        (_("Done"), sections.done),
    )
    return PlanSheet(
        language=page_language().html_lang,
        title=_("Action plan"),
        landlord=house_name(),
        day=whole_day(today),
        summary=summary(activities, today),
        late=_("late"),
        heads=(_("What"), _("Who does it"), _("Done by"), _("Done, and what shows it")),
        sections=tuple((name, tuple(_row(one, today) for one in listed)) for name, listed in named if listed),
    )


def _row(one: Activity, today: date) -> PlanRow:
    return PlanRow(
        kind=str(KINDS[one.kind]),
        what=one.what,
        owner=owner_name(one),
        due=whole_day(one.due_on),
        done=whole_day(one.done_on) if one.done_on else "",
        evidence=one.evidence if one.done_on else "",
        late=is_late(one, today),
    )
