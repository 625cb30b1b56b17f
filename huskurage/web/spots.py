"""The place a public page stands for, found once per request."""

from typing import cast

from flask import abort, g

from huskurage.actions.guidance import Spot, spot_for
from huskurage.web.database import reading
from huskurage.web.site import now


def spot(tag: str | None) -> Spot:
    """The municipality and house behind the tag. Answers 503 while nothing has been set up."""
    if "spot" not in g:
        with reading() as session:
            g.spot = spot_for(session, tag, now=now())
    if g.spot is None:
        abort(503)
    return cast("Spot", g.spot)
