"""The smallest Flask site there is, under the same server: what the landing page is measured against."""

import os
import sys
from pathlib import Path

from flask import Flask, Response
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from huskurage.cli.serving import BACKLOG, THREADS


def make() -> Flask:
    """One page of as many bytes as BARE_SIZE says."""
    app, content = Flask(__name__), os.urandom(int(os.environ["BARE_SIZE"]))

    @app.get("/")
    @app.get("/robots.txt")
    def page() -> Response:
        return Response(content, content_type="text/html; charset=utf-8")

    return app


if __name__ == "__main__":
    os.environ["BARE_SIZE"] = sys.argv[1]
    Granian(
        "bare:make", factory=True, address="127.0.0.1", port=int(sys.argv[3]), interface=Interfaces.WSGI, workers=1,
        blocking_threads=THREADS, backlog=BACKLOG, log_level=LogLevels.error, websockets=False,
        working_dir=Path(__file__).parent,
    ).serve()  # fmt: skip
