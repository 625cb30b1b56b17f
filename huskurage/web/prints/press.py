"""What drawing needs from the web's side: designs, address, words, and a process of its own for long work."""

import os
import subprocess
import sys

from huskurage.actions.sheets import Press
from huskurage.web.posterwords import sheet_words, swedish_label
from huskurage.web.site import Site, site


def press() -> Press:
    """The press of this site. Needs an app context: words come from its catalogs."""
    settings = site().settings
    return Press(
        posters_dir=settings.posters_dir,
        address=settings.address,
        words_for=sheet_words,
        label_for=swedish_label,
    )


def start_drawing(job_id: str) -> None:
    """Draw an ordered print in a process of its own, from a request or a command that has the app."""
    begin_process(site(), job_id)


def begin_process(at: Site, job_id: str) -> None:
    """Begin a process that draws a job: typesetting keeps its memory, and the work outlives the web."""
    settings = at.settings
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "HUSKURAGE_DATA_DIR": str(settings.data_dir),
        "HUSKURAGE_HOST": settings.host,
    }
    drawing = subprocess.Popen(  # noqa: S603 - our own program, an id that we made
        [sys.executable, "-m", "huskurage", "draw-print", job_id],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    running = [one for one in at.drawings if one.poll() is None]  # also takes leave of those that have ended
    at.drawings[:] = [*running, drawing]
