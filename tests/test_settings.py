"""What the environment says is read once, refused when wrong with every fault in plain words, and never shown."""

import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from huskurage.settings import BadSettings, Settings, database_url, shipped

SECRET, PEPPER = bytes(range(32)).hex(), bytes(range(32, 64)).hex()
PRODUCTION = {
    "HUSKURAGE_PRODUCTION": "1", "HUSKURAGE_SECRET": SECRET, "HUSKURAGE_PEPPER": PEPPER,
    "HUSKURAGE_HOST": "huskurage.example", "HUSKURAGE_DATA_DIR": "/nowhere",
}  # fmt: skip


def faults(environment: Mapping[str, str]) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        Settings.from_env(environment)
    return str(refused.value).splitlines()


def test_production_starts_with_secret_pepper_and_host() -> None:
    settings = Settings.from_env(PRODUCTION)
    assert settings.production
    assert settings.address == "https://huskurage.example"
    assert (settings.secret.hex(), settings.pepper.hex()) == (SECRET, PEPPER)
    assert settings.database_url == "sqlite:////nowhere/huskurage.db"


@pytest.mark.parametrize("name", ["HUSKURAGE_SECRET", "HUSKURAGE_PEPPER", "HUSKURAGE_HOST"])
@pytest.mark.parametrize("given", [None, "", "   "])
def test_production_refuses_to_start_without(name: str, given: str | None) -> None:
    environment = {key: value for key, value in PRODUCTION.items() if key != name}
    if given is not None:
        environment[name] = given
    (fault,) = faults(environment)
    assert fault.startswith(f"{name} is missing")


def test_every_fault_is_named_at_once() -> None:
    said = faults({"HUSKURAGE_PRODUCTION": "perhaps", "HUSKURAGE_PROXIES": "many"})
    assert [fault.split()[0] for fault in said] == [
        "HUSKURAGE_PRODUCTION", "HUSKURAGE_SECRET", "HUSKURAGE_PEPPER", "HUSKURAGE_HOST", "HUSKURAGE_PROXIES",
    ]  # fmt: skip
    assert all(fault.endswith(".") for fault in said)


@pytest.mark.parametrize("weak", ["hunter2", "ab" * 31, "00" * 32, "0123" * 16, "x" * 64, f"{SECRET[:-2]}zz"])
def test_a_weak_secret_is_refused_and_not_repeated(weak: str) -> None:
    for name in ("HUSKURAGE_SECRET", "HUSKURAGE_PEPPER"):
        (fault,) = faults(PRODUCTION | {name: weak})
        assert fault.startswith(f"{name} is missing or weak: ")
        assert weak not in fault


def test_secret_and_pepper_must_differ() -> None:
    assert faults(PRODUCTION | {"HUSKURAGE_PEPPER": SECRET}) == ["HUSKURAGE_SECRET and HUSKURAGE_PEPPER must differ."]


@pytest.mark.parametrize("host", [
    "https://huskurage.example", "huskurage.example/", "a b", "-x.example", "x.example:port", "é.example", "x" * 70,
])  # fmt: skip
def test_a_host_that_no_poster_can_carry_is_refused(host: str) -> None:
    (fault,) = faults(PRODUCTION | {"HUSKURAGE_HOST": host})
    assert fault.startswith("HUSKURAGE_HOST must be a bare host name")


@pytest.mark.parametrize("count", ["-1", "10", "1.5", "one", "²"])
def test_a_count_of_proxies_is_one_digit(count: str) -> None:
    (fault,) = faults(PRODUCTION | {"HUSKURAGE_PROXIES": count})
    assert fault.startswith("HUSKURAGE_PROXIES must be a number")


def test_a_faulty_secret_is_refused_in_development_too(tmp_path: Path) -> None:
    (fault,) = faults({"HUSKURAGE_DATA_DIR": str(tmp_path), "HUSKURAGE_SECRET": "short"})
    assert "HUSKURAGE_SECRET" in fault


def test_nothing_secret_shows() -> None:
    url = "postgresql://huskurage:geheim@db.example/huskurage"
    settings = Settings.from_env(PRODUCTION | {"DATABASE_URL": url, "HUSKURAGE_KEY_STORE_URL": f"{url}_keys"})
    for shown in (repr(settings), str(settings), f"{settings}"):
        assert "huskurage.example" in shown
        for secret in (SECRET, PEPPER, repr(settings.secret), repr(settings.pepper), "geheim", "db.example"):
            assert secret not in shown


def test_settings_stay_as_they_are() -> None:
    with pytest.raises(AttributeError):
        Settings.from_env(PRODUCTION).production = False  # type: ignore[misc]  # that it cannot be set is what is tested


def test_development_keys_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    environment = {"HUSKURAGE_DATA_DIR": str(tmp_path / "new" / "data")}
    first, again = Settings.from_env(environment), Settings.from_env(environment)
    assert (first.secret, first.pepper) == (again.secret, again.pepper)
    assert first.secret != first.pepper
    assert len(first.secret) == len(first.pepper) == 32
    for name in ("development-secret", "development-pepper"):
        assert stat.S_IMODE((first.data_dir / name).stat().st_mode) == 0o600
    assert Settings.from_env({"HUSKURAGE_DATA_DIR": str(tmp_path / "other")}).secret != first.secret


def test_a_damaged_development_key_is_refused_and_not_shown(tmp_path: Path) -> None:
    for damaged in ("", "abc", "zz" * 32):
        (tmp_path / "development-pepper").write_text(damaged)
        (fault,) = faults({"HUSKURAGE_DATA_DIR": str(tmp_path)})
        assert "development-pepper is damaged" in fault
        assert not damaged or damaged not in fault


def test_production_makes_no_files(tmp_path: Path) -> None:
    faults({"HUSKURAGE_PRODUCTION": "1", "HUSKURAGE_DATA_DIR": str(tmp_path)})
    Settings.from_env(PRODUCTION | {"HUSKURAGE_DATA_DIR": str(tmp_path)})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_goes_through_psycopg(scheme: str, tmp_path: Path) -> None:
    assert database_url(f"{scheme}://a:b@c/d", tmp_path) == "postgresql+psycopg://a:b@c/d"
    assert database_url("postgresql+psycopg://a@c/d", tmp_path) == "postgresql+psycopg://a@c/d"


@pytest.mark.parametrize("url", ["mysql://a:geheim@b/c", "a:geheim", "postgresql://a:geheim@b:c/d", "/srv/x.db"])
def test_an_address_of_no_database_of_ours_is_refused_and_not_repeated(url: str) -> None:
    fault, *others = faults(PRODUCTION | {"DATABASE_URL": url})
    assert len(others) == url.startswith("postgresql")  # its key store is missing, too
    assert fault.startswith("DATABASE_URL must look like postgresql://")
    assert "geheim" not in fault


def test_a_missing_shipped_folder_stops_the_start() -> None:
    assert (shipped("posters") / "calm" / "design.toml").exists()
    with pytest.raises(BadSettings, match="nonsense/ is missing"):
        shipped("nonsense")


MAIL = {"HUSKURAGE_MAIL_HOST": "smtp.huskurage.example", "HUSKURAGE_MAIL_FROM": "post@huskurage.example"}
SIGN_IN = {"HUSKURAGE_MAIL_NAME": "site", "HUSKURAGE_MAIL_PASSPHRASE": "geheim"}


def test_without_mail_settings_nobody_is_told_by_mail() -> None:
    assert Settings.from_env(PRODUCTION).mail is None


@pytest.mark.parametrize(("security", "port"), [("", 587), ("starttls", 587), ("TLS", 465)])
def test_a_mail_server_has_the_usual_port_of_its_kind(security: str, port: int) -> None:
    settings = Settings.from_env(PRODUCTION | MAIL | SIGN_IN | {"HUSKURAGE_MAIL_SECURITY": security})
    assert settings.mail is not None
    assert (settings.mail.host, settings.mail.port) == ("smtp.huskurage.example", port)
    assert "geheim" not in repr(settings)
    assert settings.letterhead.sign_in == "https://huskurage.example/staff/"
    assert settings.letterhead.sender == "post@huskurage.example"


@pytest.mark.parametrize(("given", "fault"), [
    ({"HUSKURAGE_MAIL_FROM": ""}, "FROM"), ({"HUSKURAGE_MAIL_HOST": ""}, "HOST"),
    ({"HUSKURAGE_MAIL_NAME": "x"}, "NAME"),
    ({"HUSKURAGE_MAIL_PASSPHRASE": "geheim"}, "NAME"), ({"HUSKURAGE_MAIL_SECURITY": "some"}, "SECURITY"),
    ({"HUSKURAGE_MAIL_SECURITY": "none"}, "SECURITY"), ({"HUSKURAGE_MAIL_PORT": "0"}, "PORT"),
    ({"HUSKURAGE_MAIL_PORT": "65536"}, "PORT"), ({"HUSKURAGE_MAIL_PORT": "smtp"}, "PORT"),
    ({"HUSKURAGE_MAIL_FROM": "Post <post@huskurage.example>"}, "FROM"), ({"HUSKURAGE_MAIL_HOST": "a:25"}, "HOST"),
])  # fmt: skip
def test_half_a_mail_server_is_refused(given: dict[str, str], fault: str) -> None:
    (said,) = faults(PRODUCTION | MAIL | given)
    assert said.startswith(f"HUSKURAGE_MAIL_{fault} ")
    assert "geheim" not in said


def test_every_fault_of_the_mail_settings_is_named_at_once() -> None:
    wrong = {"HUSKURAGE_MAIL_NAME": "x", "HUSKURAGE_MAIL_PORT": "-1", "HUSKURAGE_MAIL_SECURITY": "?"}
    said = [fault.split()[0] for fault in faults(PRODUCTION | wrong)]
    assert said == [f"HUSKURAGE_MAIL_{name}" for name in ("HOST", "FROM", "NAME", "SECURITY", "PORT")]


def test_a_mail_server_on_this_machine_may_go_unencrypted() -> None:
    settings = Settings.from_env(PRODUCTION | MAIL | {"HUSKURAGE_MAIL_HOST": "::1", "HUSKURAGE_MAIL_SECURITY": "none"})
    assert settings.mail is not None
    assert settings.mail.port == 25
