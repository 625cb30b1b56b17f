"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import DataRequired, InputRequired, Length

from huskurage.core.concern import LINE_LIMIT
from huskurage.core.keys import LONGEST_PASSPHRASE
from huskurage.web.forms import Line, PostedForm


class SignInForm(PostedForm):
    """Name, passphrase and second factor on one page: a refusal does not say which was wrong."""

    login = Line(_l("Name or e-mail"), [DataRequired(_l("Fill in your name or e-mail.")), Length(max=LINE_LIMIT)])
    passphrase = PasswordField(
        _l("Passphrase"), [InputRequired(_l("Fill in your passphrase.")), Length(max=LONGEST_PASSPHRASE)]
    )
    code = Line(
        _l("Six-digit code, or a recovery code"), [DataRequired(_l("Fill in the code.")), Length(max=LINE_LIMIT)]
    )
