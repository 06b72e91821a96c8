"""Brings an empty clone to the point where it serves; owns the virtual environment and the order of set-up.

Standard library only, since it runs before anything is installed. It changes nothing outside the project's folder but
the system packages that PDF documents need, and those only where it may.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from config import environment
from config.packages import install_packages, missing_programs
from config.steps import step
from jobs.libraries import missing_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLER = "requirements-installer.txt"
# Offices often have a certificate authority of their own; the second name is that of older versions of uv.
CERTIFICATES = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}


class SetupError(RuntimeError):
    """Set-up cannot go on; the message says what to do."""


def _call(*command: str | Path, quiet: bool = True) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=quiet, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{' '.join(map(str, command[:4]))} failed.\n{done.stderr or done.stdout or ''}".rstrip())


def _works(*command: str) -> bool:
    try:
        done = subprocess.run(command, cwd=ROOT, env=CERTIFICATES | os.environ, capture_output=True, check=False)
    except OSError:
        return False
    return not done.returncode


def _uv() -> list[str]:
    """Return how to call uv, from the path or from within the virtual environment; an empty list if there is none."""
    if _works("uv", "--version"):
        return ["uv"]
    inside = [str(PYTHON), "-m", "uv"]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", INSTALLER]
    return inside if _works(*inside, "--version") or (_works(*pip) and _works(*inside, "--version")) else []


def make_environment() -> None:
    """Make `.venv/` unless it is there and its Python still runs.

    Raises:
        SetupError: neither uv nor the standard library could make one.
    """
    if PYTHON.exists() and _works(str(PYTHON), "-c", ""):
        return
    if _works("uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not _works(sys.executable, "-m", "venv", str(VENV)):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_packages([version])
        _call(sys.executable, "-m", "venv", "--clear", VENV)


def _fingerprint(names: list[str]) -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def install(names: list[str]) -> None:
    """Install the hash-pinned requirement files `names`, unless exactly they are installed.

    Raises:
        SetupError: the installer failed.
    """
    stamp, wanted = VENV / f".installed-{len(names)}", _fingerprint(names)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    files = [part for name in names for part in ("-r", name)]
    uv = _uv()
    if not uv or not _works(*uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", *files):
        # An environment made by uv has no pip.
        _works(str(PYTHON), "-m", "ensurepip")
        _call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *files)
    for package in VENV.glob("lib/*/site-packages/whoosh"):
        # Its old code makes the compiler warn; it is to do so here, unheard, and not at the first start.
        _works(str(PYTHON), "-W", "ignore", "-m", "compileall", "-q", str(package))
    stamp.write_text(wanted)


def install_libraries(*, dev: bool) -> None:
    """Install missing system packages where that is allowed; else say in one line what to install."""
    packages = missing_packages() + (missing_programs() if dev else [])
    if packages and not install_packages(packages):
        what = "The checks need all of them" if dev else "Everything but PDF documents works without"
        print(f"\n  Please install: apt-get install -y {' '.join(packages)}   ({what}.)")


def set_up(*, dev: bool) -> None:
    """Do everything that comes before Django."""
    with step("Virtual environment"):
        make_environment()
    with step("Dependencies" + (" and checks" if dev else "")):
        install(["requirements.txt", "requirements-dev.txt"] if dev else ["requirements.txt"])
    with step("System libraries and fonts" + (", browser and tools" if dev else "")):
        install_libraries(dev=dev)
        if not _works(str(PYTHON), "-m", "jobs.fonts"):
            print("\n  FangSong and Kai could not be fetched from Debian; documents are set in Noto instead.")


def main(arguments: list[str]) -> int:
    """Set up, and serve unless told to stop; return the exit code."""
    since = time.time()
    known = {"--setup", "--setup-dev"}
    if not known.issuperset(arguments):
        print("usage: ./run [--setup]", file=sys.stderr)
        return 2
    try:
        environment.read()
        set_up(dev="--setup-dev" in arguments)
        if "--setup-dev" in arguments:
            return 0
        _call(PYTHON, "manage.py", "prepare", quiet=False)
    except (SetupError, environment.BadEnvironmentError) as fault:
        print(fault, file=sys.stderr)
        return 1
    if not arguments:
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "config.supervisor", str(since)])  # noqa: S606  # no shell is wanted
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
