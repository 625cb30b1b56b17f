"""Why an inbox is red, and what to do about it, in the words of staff pages."""

from flask_babel import lazy_gettext

from huskurage.actions.inboxes import Alarm

ALARMS = {
    Alarm.TOO_FEW_OPENERS.value: lazy_gettext("Too few can open this inbox. If one forgets, everything in it is lost."),
    Alarm.KEY_DUE.value: lazy_gettext("Somebody who could open this inbox has left. It needs a new key."),
    Alarm.KEY_UNFINISHED.value: lazy_gettext("The inbox has a new key, but not everything is sealed to it yet."),
    Alarm.KIT_UNTRIED.value: lazy_gettext("The recovery kit has never been tried. Nobody knows whether it opens."),
    Alarm.KIT_OLD.value: lazy_gettext("It is more than a year since the recovery kit was tried."),
}
ADVICE = {
    Alarm.TOO_FEW_OPENERS.value: lazy_gettext("Let a colleague in today, and see to it that the paper has been tried."),
    Alarm.KEY_DUE.value: lazy_gettext("A keyholder presses the button. What lies in the inbox can be read meanwhile."),
    Alarm.KEY_UNFINISHED.value: lazy_gettext("A keyholder goes on where it stopped."),
    Alarm.KIT_UNTRIED.value: lazy_gettext(
        "Fetch the paper and open with it on trial. If there is none, make a new kit."
    ),
    Alarm.KIT_OLD.value: lazy_gettext("Fetch the paper from its place and open with it on trial."),
}
