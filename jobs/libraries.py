"""What PDF documents need from the system; owns names of packages and the check for them, and installs nothing.

Standard library only: set-up asks here before the virtual environment exists.
"""

import ctypes
import shutil
import subprocess
from pathlib import Path

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    # WeasyPrint works without this one, but takes fifteen seconds for a large Chinese font instead of a third of one.
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_PACKAGE = "fonts-noto-cjk"
PACKAGES = (*LIBRARIES.values(), FONT_PACKAGE)
INSTALL_LINE = f"apt-get install -y {' '.join(PACKAGES)}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    if lister := shutil.which("fc-list"):
        listed = subprocess.run([lister, f":family={SERIF}", "family"], capture_output=True, check=False)  # noqa: S603
        return bool(listed.stdout.strip())
    return any(Path("/usr/share/fonts").rglob("NotoSerifCJK*"))


def missing_packages() -> list[str]:
    """Return the Debian packages whose library or fonts this machine lacks."""
    lacking = [package for library, package in LIBRARIES.items() if not _loads(library)]
    return lacking if _has_fonts() else [*lacking, FONT_PACKAGE]
