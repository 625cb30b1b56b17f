"""Tries with a passphrase: how many there may be, and the one costly opening of a key."""

import hashlib

from huskurage.actions.people import open_account
from huskurage.core.sealing import KeyPair
from huskurage.store.people import Account
from huskurage.web.site import network_bucket, now, site

PATIENCE = 20.0  # seconds in the queue


def may_try(login: str) -> bool:
    """Both the network and the name have a budget, so that neither many names nor many networks help a guesser.

    The network's is the smaller one: whoever knows Asta's name cannot keep her out from a single place.
    """
    name = hashlib.blake2b(login.encode(), digest_size=12).digest()
    return site().network_tries.spend(network_bucket(), now()) and site().name_tries.spend(name, now())


def opened(account: Account | None, passphrase: str) -> KeyPair | None:
    """The account's key pair, when the passphrase opens it; behind the derivation queue, outside any transaction."""
    here = site()
    return here.derivations.run(lambda: open_account(account, passphrase, cost=here.passphrase_cost), patience=PATIENCE)
