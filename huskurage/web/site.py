"""What one running site holds in memory: settings, database, the derivation queue, the clock and the budgets."""

import hashlib
import ipaddress
import secrets
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from flask import current_app, request

from huskurage.core.budgets import Budget, Echoes
from huskurage.core.codes import CodeKeys
from huskurage.core.derivation import ARGON2_CODE, ARGON2_PASSPHRASE, Cost, DerivationQueue
from huskurage.core.kept import KeptAnswers, KeptPages
from huskurage.core.recent import Recent
from huskurage.core.shelf import Shelf
from huskurage.mail import Post
from huskurage.settings import Settings
from huskurage.store.engine import Database

EXTENSION = "huskurage"
IPV6 = 6
CHALLENGE_LIVES = timedelta(hours=1)  # what a passkey has to sign, and how long a signed one is remembered
SLOW_WAITING = 4  # codes from networks that have tried too many wrong ones
WAITING = 12  # people who may wait for a derivation: each holds a server thread, so stay well below their number


def clock() -> datetime:
    """The real clock. Below the doors `now` is always an argument."""
    return datetime.now(UTC)


@dataclass
class Site:
    """Everything a request may need that is not in the database."""

    settings: Settings
    database: Database
    post: Post
    clock: Callable[[], datetime] = clock
    derivations: DerivationQueue = field(default_factory=lambda: DerivationQueue(workers=2, waiting=WAITING))
    passphrase_cost: Cost = ARGON2_PASSPHRASE
    code_cost: Cost = ARGON2_CODE
    slow_derivations: DerivationQueue = field(default_factory=lambda: DerivationQueue(workers=1, waiting=SLOW_WAITING))
    code_tries: Budget = field(default_factory=lambda: Budget(5, timedelta(minutes=10)))
    network_tries: Budget = field(default_factory=lambda: Budget(10, timedelta(minutes=15)))
    name_tries: Budget = field(default_factory=lambda: Budget(40, timedelta(minutes=15)))
    challenges: Budget = field(default_factory=lambda: Budget(1, CHALLENGE_LIVES))
    tag_sends: Budget = field(default_factory=lambda: Budget(20, timedelta(minutes=10)))
    inbox_sends: Budget = field(default_factory=lambda: Budget(60, timedelta(minutes=10)))
    judged: Recent[tuple[CodeKeys, bool]] = field(default_factory=lambda: Recent(timedelta(minutes=2)))
    echoes: Echoes = field(default_factory=lambda: Echoes(timedelta(hours=24)))
    missing_network: Budget = field(default_factory=lambda: Budget(20, timedelta(hours=1)))
    missing_house: Budget = field(default_factory=lambda: Budget(3, timedelta(days=1)))
    feedback_network: Budget = field(default_factory=lambda: Budget(10, timedelta(hours=1)))
    feedback_town: Budget = field(default_factory=lambda: Budget(60, timedelta(days=1)))
    drawings: list[subprocess.Popen[bytes]] = field(default_factory=list)  # print jobs in their own processes
    lists: Shelf = field(default_factory=Shelf)  # house lists between their upload and their import
    list_desk: threading.Lock = field(default_factory=threading.Lock)  # one list is read at a time: each takes memory
    guidance: KeptPages = field(default_factory=KeptPages)
    answers: KeptAnswers[Any] = field(default_factory=KeptAnswers)
    bucket_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)


def site() -> Site:
    """The site that serves the current request."""
    return cast("Site", current_app.extensions[EXTENSION])


def now() -> datetime:
    """The moment of this request, aware UTC."""
    return site().clock()


def network_bucket() -> bytes:
    """A short-lived, keyed stand-in for the client's network: in memory only, new at every start and every hour."""
    hour = now().strftime("%Y%m%d%H")
    return hashlib.blake2b(
        f"{hour} {_network(request.remote_addr or '')}".encode(), key=site().bucket_key, digest_size=12
    ).digest()


def _network(address: str) -> str:
    """The client's network: one IPv4 address, or the 64 bits of an IPv6 address that one subscriber holds."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == IPV6 else address
