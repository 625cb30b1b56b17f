"""The last step through a link: the costly part outside any transaction, the rest to be done under its lock."""

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.factors import Factor
from huskurage.actions.joining import Joined, join, new_own_key, replace_factor, start_anew
from huskurage.core.sealing import KeyPair
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Invitation, InvitationKind
from huskurage.web.account.forms import JoinForm, NewFactorForm, refuse
from huskurage.web.account.tries import PATIENCE, may_try, opened
from huskurage.web.database import reading, transaction
from huskurage.web.language import spoken
from huskurage.web.site import now, site

Form = JoinForm | NewFactorForm


def prepared(form: Form, link: Invitation, token: str, factor: Factor) -> Callable[[Session], Joined] | None:
    """What is left to be done under a lock once the costly part is done; None when the passphrase is wrong."""
    pepper, moment, language = site().settings.pepper, now(), spoken()
    if isinstance(form, NewFactorForm):
        pair = _own_pair(form, link)
        if pair is None:
            return None
        known = pair
        return lambda database: replace_factor(
            database, token=token, pair=known, factor=factor, pepper=pepper, now=moment
        )
    passphrase, cost = form.chosen.data, site().passphrase_cost
    key = site().derivations.run(lambda: new_own_key(passphrase, cost=cost), patience=PATIENCE)
    if link.kind is InvitationKind.NEW_START:
        return lambda database: start_anew(database, token=token, key=key, factor=factor, pepper=pepper, now=moment)
    return lambda database: join(
        database, token=token, key=key, factor=factor, language=language, pepper=pepper, now=moment
    )


def _own_pair(form: NewFactorForm, link: Invitation) -> KeyPair | None:
    """The key that the passphrase opens; what is wrong is said at its field, and in the log."""
    if not may_try(link.login):
        refuse(form.passphrase, _("Too many tries. Wait fifteen minutes and try again."))
        return None
    with reading() as database:
        account = database.get(Account, link.account_id)
    pair = opened(account, form.passphrase.data)
    if pair is None:
        refuse(form.passphrase, _("The passphrase is wrong."))
        with transaction() as database:
            record(database, at=now(), act=Act.SIGN_IN_FAILED, account=account)
    return pair
