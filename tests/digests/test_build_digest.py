import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import AuditEntry, Unit
from digests.models import Edition
from tests.cast import Organisation
from tests.digests.rows import quarter


def test_command_writes_the_pdf_and_prints_its_sum(organisation: Organisation, tmp_path: Path) -> None:
    quarter(organisation)
    paths, lines = [tmp_path / "a.pdf", tmp_path / "b.pdf"], []
    for path, text in zip(paths, ("2026Q3", "２０２６年第三季度"), strict=True):
        out = StringIO()
        call_command("build_digest", unit="清源县", period=text, output=path, stdout=out)
        lines.append(out.getvalue())
    pdf = paths[0].read_bytes()
    assert pdf == paths[1].read_bytes()
    assert lines[0] == f"{paths[0]}  {len(pdf)} bytes  sha256 {hashlib.sha256(pdf).hexdigest()}\n"
    assert Edition.objects.count() == 1
    assert [entry.actor for entry in AuditEntry.objects.all()] == ["system"]


@pytest.mark.parametrize(
    ("unit", "text", "reason"),
    [
        ("清源县", "2026Q7", "not a period such as 2026Q3"),
        ("清源县", "2099Q1", "has not begun"),
        ("没有这个县", "2026Q3", "There is no such unit"),
        ("柳塘镇", "2026Q3", "Several units have this name"),
    ],
)
def test_command_says_what_is_wrong(organisation: Organisation, unit: str, text: str, reason: str) -> None:
    Unit.objects.create(name="柳塘镇", parent=organisation.town)
    with pytest.raises(CommandError, match=reason):
        call_command("build_digest", unit=unit, period=text)
    assert Edition.objects.count() == 0


def test_command_takes_the_number_of_a_unit(organisation: Organisation, tmp_path: Path) -> None:
    call_command(
        "build_digest", unit=str(organisation.town.pk), period="2026Q3", output=tmp_path / "x.pdf", stdout=StringIO()
    )
    assert Edition.objects.get().unit == organisation.town
