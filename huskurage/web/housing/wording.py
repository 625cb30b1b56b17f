"""What the list says of a stairwell's poster."""

from flask_babel import lazy_gettext

from huskurage.store.choosing import PosterState

POSTER_STATES = {
    PosterState.NOT_PRINTED: lazy_gettext("Not printed"),
    PosterState.NOT_UP: lazy_gettext("Printed, not up yet"),
    PosterState.UP: lazy_gettext("Hangs"),
    PosterState.OLD: lazy_gettext("Hangs, with an old number"),
    PosterState.MISSING: lazy_gettext("Said to be missing"),
}
