"""What people type about their own account: signing in, joining, a new passphrase, a new factor, an address."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, ValidationError
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Optional, Regexp

from huskurage.core.concern import LINE_LIMIT
from huskurage.core.keys import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE, WeakPassphrase, check_passphrase
from huskurage.core.passkeys import LONGEST_WRITTEN
from huskurage.web.forms import EMAIL, LONGEST_EMAIL, Line, PostedForm

LONGEST_NAME = 80  # characters of a passkey's name


def strong(form: PostedForm, field: PasswordField) -> None:
    """Refuse a weak passphrase, in words that help to choose another."""
    del form
    try:
        check_passphrase(field.data or "")
    except WeakPassphrase as weak:
        raise ValidationError(_weakness(str(weak))) from None


def _weakness(why: str) -> str:
    if why == "too short":
        return str(_("Choose at least %(count)s characters. Four ordinary words are good.", count=SHORTEST_PASSPHRASE))
    if why == "too long":
        return str(_("Choose at most %(count)s characters.", count=LONGEST_PASSPHRASE))
    return str(_("This is too easy to guess. Use more different characters, and no series like abcde or qwerty."))


def chosen() -> PasswordField:
    """A new passphrase."""
    return PasswordField(_l("New passphrase"), [InputRequired(_l("Choose a passphrase.")), strong])


def again() -> PasswordField:
    """The new passphrase once more."""
    return PasswordField(
        _l("The same passphrase once more"), [EqualTo("chosen", message=_l("The two passphrases are not the same."))]
    )


def current() -> PasswordField:
    """The passphrase somebody has."""
    return PasswordField(
        _l("Passphrase"), [InputRequired(_l("Fill in your passphrase.")), Length(max=LONGEST_PASSPHRASE)]
    )


def written() -> HiddenField:
    """What the browser answers for a passkey; only script fills it in."""
    return HiddenField(validators=[Optional(), Length(max=LONGEST_WRITTEN)])


class SignInForm(PostedForm):
    """Name, passphrase and second factor on one page: a refusal does not say which was wrong."""

    login = Line(_l("Name or e-mail"), [DataRequired(_l("Fill in your name or e-mail.")), Length(max=LINE_LIMIT)])
    passphrase = current()
    code = Line(_l("Six-digit code, or a recovery code"), [Length(max=LINE_LIMIT)])
    passkey = written()

    def validate_code(self, field: Line) -> None:
        """There is a code, or a passkey instead of it."""
        if not field.data and not self.passkey.data:
            raise ValidationError(_("Fill in the code."))


def app_code() -> Line:
    """The current code of an app that is being set up."""
    return Line(_l("Six-digit code from the app"), [Length(max=LINE_LIMIT)])


class FactorForm(PostedForm):
    """A second factor that is being set up: an app's current code, or a passkey that was just made."""

    code = app_code()
    passkey = written()


class JoinForm(FactorForm):
    """An own passphrase, typed twice, and a second factor."""

    chosen = chosen()
    again = again()
    code = app_code()  # here again, so that what is wrong is listed in the page's order
    passkey = written()


class NewFactorForm(FactorForm):
    """The passphrase somebody has, and a second factor in place of the lost one."""

    passphrase = current()
    code = app_code()
    passkey = written()


class PassphraseForm(PostedForm):
    """The old passphrase and a new one, typed twice."""

    passphrase = current()
    chosen = chosen()
    again = again()


class PasskeyForm(PostedForm):
    """A passkey that was just made, and its name."""

    name = Line(
        _l("What do you call it?"),
        [DataRequired(_l("Give it a name, for example the device's.")), Length(max=LONGEST_NAME)],
    )
    passkey = written()


class EmailForm(PostedForm):
    """Where letters go."""

    email = Line(
        _l("E-mail for letters"),
        [Optional(), Length(max=LONGEST_EMAIL), Regexp(EMAIL, message=_l("This is no e-mail address."))],
    )


def refuse(field: Any, words: str) -> None:  # noqa: ANN401 - WTForms carries no types
    """Say at a field what only the view could find wrong."""
    field.errors = [words]
