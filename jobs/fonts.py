"""The fonts of official documents: FangSong and Kai as files of our own, or an operator's; owns where they come from.

Debian has Fandol, which covers GB 2312 and is free (GPL with the font exception), inside a package of 49 MB whose rest
nobody needs: the package is fetched by apt, which checks its signature, and two files are taken out. Their lines are
made as high as those of Noto, so that a line keeps its place whichever fonts meet in it.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings

FOLDER = Path(sys.prefix) / "share" / "qingzhuang-fonts"
PACKAGE = "texlive-lang-chinese"
# The family as stylesheets name it, with the file inside the package.
FILES = {"QZ FangSong": "FandolFang-Regular.otf", "QZ Kai": "FandolKai-Regular.otf"}
# Of Noto CJK, in thousandths of the size.
ASCENT, DESCENT = 1151, 286
PATIENCE = 600.0


def faces() -> dict[str, Path]:
    """Return the families that are there, each with its file: an operator's, or ours; Noto stands in for the rest."""
    return prepared() | {family: Path(file) for family, file in settings.FONT_FILES.items() if file}


def prepared() -> dict[str, Path]:
    """Return our own families that are there, each with its file."""
    return {family: FOLDER / name for family, name in FILES.items() if (FOLDER / name).exists()}


def prepare_fonts() -> bool:
    """Fetch the fonts that are missing, and return whether all are there; without apt nothing is done."""
    if len(prepared()) == len(FILES):
        return True
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return False
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        if not _fetched(Path(folder)):
            return False
        for package in Path(folder).glob("*.deb"):
            _take_out(package)
    return len(prepared()) == len(FILES)


def _fetched(folder: Path) -> bool:
    command = ("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", PACKAGE)
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return not done.returncode


def _take_out(package: Path) -> None:
    """Write the wanted files of a Debian package into the folder, whole or not at all."""
    unpack = ("dpkg-deb", "--fsys-tarfile", str(package))
    with (
        subprocess.Popen(unpack, stdout=subprocess.PIPE) as unpacking,  # noqa: S603
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        for member in archive:
            name = Path(member.name).name
            source = archive.extractfile(member) if name in FILES.values() else None
            if source:
                passing = FOLDER / f"{name}.new"
                passing.write_bytes(source.read())
                level(passing)
                passing.replace(FOLDER / name)
            if len(prepared()) == len(FILES):
                unpacking.kill()
                break


def level(path: Path) -> None:
    """Give the font in `path` the heights of Noto CJK."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # comes with what makes PDFs

    # Heights alone change: to measure all glyphs anew would take half a minute.
    with TTFont(path, recalcBBoxes=False, recalcTimestamp=False) as font:
        scale = font["head"].unitsPerEm / 1000
        ascent, descent = round(ASCENT * scale), round(DESCENT * scale)
        font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
        table = font["OS/2"]
        table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = ascent, -descent, 0
        table.usWinAscent, table.usWinDescent = ascent, descent
        font.save(path)


if __name__ == "__main__":
    sys.exit(0 if prepare_fonts() else 1)
