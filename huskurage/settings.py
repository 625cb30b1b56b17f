"""What the deployment decides: one frozen object read from the environment, which refuses to exist when wrong."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from huskurage.core.letters import Letterhead, is_mail_address
from huskurage.core.mailserver import LOOPBACK, PORTS, MailServer, Security
from huskurage.core.sharing import SMALL_BUILDING, SMALL_BUILDINGS

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent
KEY_BYTES = 32
NOBODY = "nobody@localhost"
DEVELOPMENT_HOST = "127.0.0.1:8000"
BARE_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?|::1")
PORT, HIGHEST_PORT = re.compile(r"[1-9][0-9]{0,4}"), 65535
HOST_PATTERN = re.compile(r"[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?(:[0-9]{1,5})?")


class BadSettings(Exception):
    """The environment does not describe a deployment that may start; the text says what to mend."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides. Secrets never show in `repr`."""

    data_dir: Path
    database_url: str = field(repr=False)
    key_store_url: str = field(repr=False)
    secret: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    host: str = DEVELOPMENT_HOST
    production: bool = False
    proxies: int = 0
    translations_dir: Path = CHECKOUT / "translations"
    posters_dir: Path = CHECKOUT / "posters"
    mail: MailServer | None = None  # None: nobody is told by mail
    mail_from: str = NOBODY
    small_building: int = SMALL_BUILDING  # dwellings: a building with fewer carries its area's tag

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read `HUSKURAGE_*` and `DATABASE_URL`; raises BadSettings with every fault at once (docs/settings.md)."""
        env = os.environ if environ is None else environ
        faults: list[str] = []
        production = _switch(env, "HUSKURAGE_PRODUCTION", faults)
        data_dir = Path(env.get("HUSKURAGE_DATA_DIR") or "instance").resolve()
        keys = [_key(env, name, data_dir, faults, production=production) for name in ("SECRET", "PEPPER")]
        host = _host(env, faults, production=production)
        proxies = _count(env, "HUSKURAGE_PROXIES", faults)
        url, key_store_url = _databases(env, data_dir, faults, production=production)
        mail, mail_from = _mail(env, faults, production=production)
        small_building = _small_building(env, faults)
        if keys[0] and keys[0] == keys[1]:
            faults.append("HUSKURAGE_SECRET and HUSKURAGE_PEPPER must differ.")
        if faults:
            raise BadSettings("\n".join(faults))
        return cls(
            data_dir=data_dir, database_url=url, key_store_url=key_store_url, secret=keys[0], pepper=keys[1],
            host=host, production=production, proxies=proxies, translations_dir=shipped("translations"),
            posters_dir=shipped("posters"), mail=mail, mail_from=mail_from, small_building=small_building,
        )  # fmt: skip

    @property
    def address(self) -> str:
        """The public address without a path. A development host is plain http."""
        return f"{'https' if self.production else 'http'}://{self.host}"

    @property
    def letterhead(self) -> Letterhead:
        """What all letters share."""
        return Letterhead(self.mail_from, self.host.partition(":")[0], f"{self.address}/staff/")


def database_url(given: str, file: Path) -> str:
    """A database's address: SQLite in that file unless told otherwise; PostgreSQL goes through psycopg."""
    if not given:
        return f"sqlite:///{file}"
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given)


def _databases(env: Mapping[str, str], data_dir: Path, faults: list[str], *, production: bool) -> tuple[str, str]:
    """The addresses of the database and of the key store, which are never the same."""
    url = database_url(env.get("DATABASE_URL", ""), data_dir / "huskurage.db")
    key_store_url = database_url(env.get("HUSKURAGE_KEY_STORE_URL", ""), data_dir / "keys.db")
    for name, one in (("DATABASE_URL", url), ("HUSKURAGE_KEY_STORE_URL", key_store_url)):
        if not _reachable(one):
            faults.append(f"{name} must look like postgresql://name:passphrase@host/database, or be left out.")
    if production and url.startswith("postgresql") and key_store_url.startswith("sqlite"):
        faults.append("HUSKURAGE_KEY_STORE_URL must name a PostgreSQL database, too: all hosts share one key store.")
    if url == key_store_url:
        faults.append("HUSKURAGE_KEY_STORE_URL must name another database than DATABASE_URL.")
    return url, key_store_url


def _reachable(url: str) -> bool:
    """Whether the address is one of a database that we can speak to."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        return False
    return url.startswith(("postgresql+psycopg://", "sqlite:///"))


def shipped(folder: str) -> Path:
    """`translations/` or `posters/`: beside the package in a checkout, inside it in a wheel; refuses when neither."""
    for place in (PACKAGE / "_shipped" / folder, CHECKOUT / folder):
        if place.is_dir():
            return place
    raise BadSettings(f"The folder {folder}/ is missing beside the package; install it again.")


def _switch(env: Mapping[str, str], name: str, faults: list[str]) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in {"", "0", "1", "false", "true", "no", "yes"}:
        faults.append(f"{name} must be 1 or 0.")
        return True  # the stricter reading, so that everything else that is wrong is named, too
    return value in {"1", "true", "yes"}


def _count(env: Mapping[str, str], name: str, faults: list[str]) -> int:
    value = env.get(name, "").strip() or "0"
    if not (value.isascii() and value.isdigit() and len(value) == 1):
        faults.append(f"{name} must be a number from 0 to 9: how many of your own proxies stand in front.")
        return 0
    return int(value)


def _small_building(env: Mapping[str, str], faults: list[str]) -> int:
    value = env.get("HUSKURAGE_SMALL_BUILDING", "").strip() or str(SMALL_BUILDING)
    if not (value.isascii() and value.isdigit() and int(value[:9]) in SMALL_BUILDINGS):
        faults.append("HUSKURAGE_SMALL_BUILDING must be a number of dwellings from 2 to 100.")
        return SMALL_BUILDING
    return int(value)


def _host(env: Mapping[str, str], faults: list[str], *, production: bool) -> str:
    host = env.get("HUSKURAGE_HOST", "").strip().lower()
    if not host and production:
        faults.append("HUSKURAGE_HOST is missing: the host name that posters carry, for example huskurage.example.")
    if host and not HOST_PATTERN.fullmatch(host):
        faults.append("HUSKURAGE_HOST must be a bare host name, without https:// and without a path.")
    return host or DEVELOPMENT_HOST


def _mail(env: Mapping[str, str], faults: list[str], *, production: bool) -> tuple[MailServer | None, str]:
    """The mail server and the sender's address: all of it or nothing."""
    names = ("HOST", "PORT", "SECURITY", "NAME", "PASSPHRASE", "FROM")
    given = {name: env.get(f"HUSKURAGE_MAIL_{name}", "").strip() for name in names}
    if not any(given.values()):
        return None, NOBODY
    wrong: list[str] = []
    host, sender = given["HOST"].lower(), given["FROM"]
    if not BARE_HOST.fullmatch(host):
        wrong.append(
            "HUSKURAGE_MAIL_HOST must be the bare host name of a mail server, or be left out with all the others."
        )
    if not is_mail_address(sender):
        wrong.append(
            "HUSKURAGE_MAIL_FROM must be the mail address that letters come from, for example post@huskurage.example."
        )
    if bool(given["NAME"]) != bool(given["PASSPHRASE"]):
        wrong.append("HUSKURAGE_MAIL_NAME and HUSKURAGE_MAIL_PASSPHRASE belong together: give both or neither.")
    security = _security(given["SECURITY"], host, wrong, production=production)
    port = _port(given["PORT"], security, wrong)
    if wrong:
        faults.extend(wrong)
        return None, NOBODY
    return MailServer(host, port, security, given["NAME"], given["PASSPHRASE"]), sender


def _security(given: str, host: str, faults: list[str], *, production: bool) -> Security:
    try:
        security = Security(given.lower() or Security.STARTTLS.value)
    except ValueError:
        faults.append("HUSKURAGE_MAIL_SECURITY must be starttls, tls or none.")
        return Security.STARTTLS
    if production and security is Security.NONE and host not in LOOPBACK:
        faults.append("HUSKURAGE_MAIL_SECURITY may be none only towards a mail server on this machine, 127.0.0.1.")
    return security


def _port(given: str, security: Security, faults: list[str]) -> int:
    if not given:
        return PORTS[security]
    if not PORT.fullmatch(given) or int(given) > HIGHEST_PORT:
        faults.append("HUSKURAGE_MAIL_PORT must be a number from 1 to 65535.")
        return PORTS[security]
    return int(given)


def _key(env: Mapping[str, str], name: str, data_dir: Path, faults: list[str], *, production: bool) -> bytes:
    value = env.get(f"HUSKURAGE_{name}", "").strip()
    if not value and not production:
        return _development_key(data_dir / f"development-{name.lower()}")
    try:
        key = bytes.fromhex(value)
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES or len(set(key)) < KEY_BYTES // 4:
        faults.append(f"HUSKURAGE_{name} is missing or weak: give 64 hex digits from `openssl rand -hex 32`.")
    return key


def _development_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
    written = path.read_text()
    if not re.fullmatch(rf"[0-9a-f]{{{2 * KEY_BYTES}}}", written):
        raise BadSettings(f"{path} is damaged. Throw the development data away and begin anew.")
    return bytes.fromhex(written)
