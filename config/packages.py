"""Packages of the operating system; owns when set-up may install them. Standard library only."""

import os
import shutil
import subprocess

# What the checks call, with the Debian package that brings it.
DEV_PROGRAMS = {
    "chromium": "chromium", "pdftotext": "poppler-utils", "msgfmt": "gettext", "nginx": "nginx-light", "tor": "tor",
}  # fmt: skip


def program(name: str) -> str | None:
    """Return where a program lies, those for administrators included, which are not on everybody's path."""
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"]))


def missing_programs() -> list[str]:
    """Return the packages of the programs that the checks need and this machine lacks."""
    return [package for name, package in DEV_PROGRAMS.items() if not program(name)]


def _quietly(*command: str) -> bool:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return not subprocess.run(
            command, capture_output=True, env=environ, check=False, stdin=subprocess.DEVNULL
        ).returncode
    except OSError:
        return False


def _privilege() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if _quietly("sudo", "-n", "true") else None


def install_packages(packages: list[str]) -> bool:
    """Install Debian packages if this is a Debian and it needs no password, and return whether they are in."""
    prefix = _privilege()
    if prefix is None or not shutil.which("apt-get"):
        return False
    install = [*prefix, "apt-get", "install", "-y", "--no-install-recommends", *packages]
    return _quietly(*install) or (_quietly(*prefix, "apt-get", "update") and _quietly(*install))
