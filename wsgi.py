"""The door for any WSGI server: `wsgi:app`."""

from huskurage.app import from_environment

app = from_environment()
