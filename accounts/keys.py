"""Creates and reads the secret keys; owns their place on disk and nothing that they protect."""

import os
import secrets
from pathlib import Path


def load_key(folder: Path, name: str) -> str:
    """Return the key stored as `folder/name.key`, 64 hexadecimal digits, creating it on first use.

    The file is created exclusively and readable by its owner alone, so that processes or threads that start
    together agree on one key.
    """
    path = folder / f"{name}.key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
