"""The coordinators' room. Its views register themselves here; `views.py` gathers them."""

from flask import Blueprint

room = Blueprint("triage", __name__, url_prefix="/staff")
