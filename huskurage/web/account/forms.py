"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from huskurage.core.concern import LINE_LIMIT
from huskurage.web.forms import Line


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Name, passphrase and second factor on one page: a refusal does not say which was wrong."""

    login = Line(_l("Name or e-mail"), [InputRequired(_l("Fill this in.")), Length(max=LINE_LIMIT)])
    passphrase = PasswordField(_l("Passphrase"), [InputRequired(_l("Fill this in.")), Length(max=LINE_LIMIT)])
    code = Line(_l("Six-digit code, or a recovery code"), [InputRequired(_l("Fill this in.")), Length(max=LINE_LIMIT)])
