"""`python -m huskurage` is `huskurage`."""

from huskurage.cli import main

main()
