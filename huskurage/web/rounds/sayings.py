"""What posters say today, for finding out which of those on the walls say something else."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from huskurage.actions.posters import DESIGN
from huskurage.core.sheet import SheetWords
from huskurage.web.language import offered
from huskurage.web.posterwords import sheet_words, swedish_label
from huskurage.web.site import site

USUAL = ("sv", "en", "ar")
__all__ = ["DESIGN", "SiteSayings", "sayings", "usual_languages"]


@dataclass(frozen=True)
class SiteSayings:
    """The site's designs and words. Needs an app context: words come from its catalogs."""

    posters_dir: Path
    words_for: Callable[[str, str], SheetWords]
    label_for: Callable[[str], str]


def sayings() -> SiteSayings:
    """What this site's posters say."""
    return SiteSayings(site().settings.posters_dir, sheet_words, swedish_label)


def usual_languages() -> tuple[str, ...]:
    """The languages of a poster that nobody chose others for."""
    return tuple(one.tag for one in offered() if one.tag in USUAL)
