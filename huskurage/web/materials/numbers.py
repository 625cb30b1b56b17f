"""The telephone numbers that stand on the sheets, as values; those that two sources confirm (domain, 2)."""

from flask_babel import gettext as _

from huskurage.web.posterwords import EMERGENCY_NUMBER, POLICE_NUMBER

Numbers = tuple[tuple[str, str, str], ...]
CALLS = {"emergency": EMERGENCY_NUMBER, "police": POLICE_NUMBER}
WOMENS_LINE = "020-50\N{NO-BREAK SPACE}50\N{NO-BREAK SPACE}50"
MENS_LINE = "020-80\N{NO-BREAK SPACE}80\N{NO-BREAK SPACE}80"
BRIS = "116\N{NO-BREAK SPACE}111"
CHOOSE_TO_STOP = "020-555\N{NO-BREAK SPACE}666"


def first_numbers() -> Numbers:
    """The two that everybody knows by heart afterwards."""
    return (
        (_("Emergency"), EMERGENCY_NUMBER, _("it is happening, or feels threatening")),
        (_("The police"), POLICE_NUMBER, _("not urgent; round the clock")),
    )


def support_numbers() -> Numbers:
    """Where those exposed, children, and those who use violence themselves are listened to."""
    return (
        (_("Kvinnofridslinjen"), WOMENS_LINE, _("women from 18, their relatives; round the clock, free")),
        (_("Stödlinjen för män"), MENS_LINE, _("men from 18; free")),
        (_("Bris"), BRIS, _("everybody under 18; round the clock, free")),
        (_("Välj att sluta"), CHOOSE_TO_STOP, _("for whoever uses violence or is afraid of doing so")),
    )
