"""Keeping the demo's sign-ins: a file of its owner's alone, also where nothing has been kept yet."""

from pathlib import Path

from huskurage.actions.housing import Imported
from huskurage.demo.loading import SIGN_INS, Demo, SignIn, keep_sign_ins, kept_sign_ins

ASTA = SignIn("Asta", "asta", "ba do fi gu", "SECRET", ("AAAA-BBBB-CCCC",))
DEMO = Demo((ASTA,), "KITS-CODE", Imported(1, 0, 0))


def test_sign_ins_are_kept_where_the_data_folder_is_not_there_yet(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"  # the database is PostgreSQL and the secrets come from the environment
    keep_sign_ins(DEMO, folder)
    assert kept_sign_ins(folder) == (ASTA,)
    assert (folder / SIGN_INS).stat().st_mode & 0o777 == 0o600


def test_sign_ins_of_an_earlier_demo_are_replaced(tmp_path: Path) -> None:
    keep_sign_ins(DEMO, tmp_path)
    keep_sign_ins(Demo((), "OTHER-CODE", Imported(0, 0, 0)), tmp_path)
    assert kept_sign_ins(tmp_path) == ()
