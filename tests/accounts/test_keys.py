import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from accounts.keys import load_key


def test_load_key_creates_a_private_key_and_returns_it_again(tmp_path: Path) -> None:
    key = load_key(tmp_path / "keys", "receipt-1")
    assert len(bytes.fromhex(key)) == 32
    assert load_key(tmp_path / "keys", "receipt-1") == key
    assert stat.S_IMODE((tmp_path / "keys" / "receipt-1.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["receipt-1.key"]


def test_load_key_gives_each_name_its_own(tmp_path: Path) -> None:
    assert load_key(tmp_path, "receipt-1") != load_key(tmp_path, "pool-1")


def test_load_key_agrees_when_many_start_together(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: load_key(tmp_path, "race"), range(8)))
    assert len(set(keys)) == 1
