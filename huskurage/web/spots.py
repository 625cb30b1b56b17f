"""The place a public page stands for, found once per request."""

from typing import cast

from flask import abort, g, request

from huskurage.actions.guidance import NOWHERE, Spot, places_to_choose, spot_for
from huskurage.web.database import reading
from huskurage.web.site import now


class WhichMunicipality(Exception):
    """Several share this installation, and neither tag nor host tells which one it is: a person must choose."""

    def __init__(self, choices: list[tuple[Spot, str | None]]) -> None:
        super().__init__("which municipality")
        self.choices = choices


def spot(tag: str | None) -> Spot:
    """The municipality and house behind the tag; raises WhichMunicipality. Answers 503 while nothing is set up."""
    if "spot" not in g:
        with reading() as session:
            g.spot = spot_for(session, tag, now=now(), host=request.host.partition(":")[0].lower())
            choices = [] if g.spot else places_to_choose(session, now=now())
        if choices:
            del g.spot
            raise WhichMunicipality(choices)
    if g.spot is None:
        abort(503)
    return cast("Spot", g.spot)


def spot_or_nowhere(tag: str | None) -> Spot:
    """The same for pages that are alike in every municipality, such as those behind a code."""
    try:
        return spot(tag)
    except WhichMunicipality:
        return NOWHERE
