"""The pages for the tree of units."""

from django.test import Client
from django.urls import reverse

from accounts.models import Unit
from tests.conftest import Cast, Organisation


def test_tree_shows_every_unit_below_its_parent(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    answer = client.get(reverse("units"))
    assert [(unit.name, unit.tree_depth) for unit in answer.context["units"]] == [
        ("清源县", 0), ("县民政局", 1), ("柳塘镇", 1), ("柳塘镇水利站", 2), ("沙田镇", 1),
    ]  # fmt: skip


def test_empty_tree_says_how_to_start(client: Client, cast: Cast) -> None:
    for depth in (True, False):
        Unit.objects.filter(children__isnull=depth).exclude(memberships__isnull=False).delete()
    client.force_login(cast.system_admin)
    assert client.get(reverse("units")).status_code == 200


def test_unit_is_added(client: Client, cast: Cast, organisation: Organisation) -> None:
    client.force_login(cast.system_admin)
    data = {"name": "县水务局", "parent": organisation.county.pk, "staff_count": "31", "receives_reports": "on"}
    assert client.post(reverse("unit_add"), data)["Location"] == reverse("units")
    unit = Unit.objects.get(name="县水务局")
    assert (unit.parent, unit.staff_count, unit.receives_reports) == (organisation.county, 31, True)


def test_refused_unit_says_why_beside_the_field(client: Client, cast: Cast, organisation: Organisation) -> None:
    client.force_login(cast.system_admin)
    answers = [
        client.post(reverse("unit_add"), {"name": "沙田镇", "parent": organisation.county.pk, "staff_count": "3"}),
        client.post(reverse("unit_add"), {"name": "新镇", "parent": "", "staff_count": "3"}),
        client.post(reverse("unit_add"), {"name": "", "parent": organisation.county.pk, "staff_count": "-1"}),
    ]
    assert [list(answer.context["form"].errors) for answer in answers] == [
        ["name"],
        ["parent"],
        ["name", "staff_count"],
    ]
    assert Unit.objects.count() == 5


def test_unit_is_changed(client: Client, cast: Cast, organisation: Organisation) -> None:
    client.force_login(cast.system_admin)
    url = reverse("unit_edit", args=[organisation.village.pk])
    assert 'value="柳塘镇水利站"' in client.get(url).content.decode()
    data = {"name": "柳塘镇水务站", "parent": organisation.town.pk, "staff_count": "7"}
    assert client.post(url, data)["Location"] == reverse("units")
    unit = Unit.objects.get(pk=organisation.village.pk)
    assert (unit.name, unit.staff_count, unit.receives_reports) == ("柳塘镇水务站", 7, False)


def test_unit_cannot_be_put_below_itself(client: Client, cast: Cast, organisation: Organisation) -> None:
    client.force_login(cast.system_admin)
    data = {"name": "柳塘镇", "parent": organisation.village.pk, "staff_count": "80"}
    answer = client.post(reverse("unit_edit", args=[organisation.town.pk]), data)
    assert list(answer.context["form"].errors) == ["parent"]
