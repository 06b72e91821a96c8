from django.utils import translation

from accounts.models import Unit
from accounts.tree import current_tree
from feedback.anonymity import is_within
from feedback.forms.report import ReportForm
from feedback.forms.units import offered_units
from tests.conftest import Organisation


def test_what_is_offered_is_made_once_for_each_language(organisation: Organisation) -> None:
    chinese = offered_units()
    assert offered_units() is chinese
    with translation.override("en"):
        assert '<option value="">Please choose</option>' in offered_units().receiving_unit.options
    assert '<option value="">请选择</option>' in chinese.receiving_unit.options


def test_a_unit_that_comes_in_is_offered_at_once(organisation: Organisation) -> None:
    assert "新设办" not in offered_units().receiving_unit.options
    unit = Unit.objects.create(name="新设办<1>", parent=organisation.town, staff_count=5, receives_reports=True)
    offers = offered_units()
    assert f'<option value="{unit.pk}">\u3000\u3000新设办&lt;1&gt;</option>' in offers.receiving_unit.options
    assert (str(unit.pk) in offers.receiving_unit.units, str(unit.pk) in offers.own_unit.units) == (True, False)


def test_the_list_marks_what_was_chosen_and_nothing_else(organisation: Organisation) -> None:
    chosen = str(organisation.bureau.pk)
    html = str(ReportForm({"receiving_unit": chosen, "own_unit": '"><script>'})["receiving_unit"])
    assert html.count(" selected>") == 1
    assert f'<option value="{chosen}" selected>' in html
    assert 'aria-describedby="id_receiving_unit_helptext"' in html
    assert "<script>" not in str(ReportForm({"own_unit": '"><script>'})["own_unit"])


def test_lying_below_is_known_without_another_look(organisation: Organisation) -> None:
    units = list(current_tree().units)
    stored = {unit.pk: unit for unit in Unit.objects.all()}
    pairs = [(one, other) for one in units for other in units]
    assert [is_within(*pair) for pair in pairs] == [is_within(stored[one.pk], stored[two.pk]) for one, two in pairs]
