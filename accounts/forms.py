"""The forms of the administrators' pages; own labels and hints, never a rule: services check and name the field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdminRole, Role, Unit


class UnitChoice(forms.ModelChoiceField[Unit]):
    """A choice of units in the order of the tree, indented by depth."""

    def label_from_instance(self, obj: Unit) -> str:
        """Return the name, shifted right by one em per level."""
        return "　" * getattr(obj, "tree_depth", 0) + obj.name


class UserForm(forms.Form):
    """What the system administrator fills in for a new account."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters a to z, digits, dots and hyphens; this is what the person types to sign in."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Full name"), max_length=60)
    admin_role = forms.ChoiceField(
        label=_("Administrator"),
        required=False,
        choices=[
            ("", _("No, an ordinary account")),
            (AdminRole.SECURITY, AdminRole.SECURITY.label),
            (AdminRole.AUDIT, AdminRole.AUDIT.label),
        ],
        help_text=_("The three administrators exclude each other, and none of them reads reports or cases."),
    )


class RoleForm(forms.Form):
    """What the security administrator chooses to grant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none())

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the units as they are now."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].queryset = Unit.objects.with_tree_fields()  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """A unit as the system administrator adds or edits it."""

    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    parent = UnitChoice(label=_("Unit above"), queryset=Unit.objects.none(), required=False)
    staff_count = forms.IntegerField(
        label=_("Number of staff"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("A unit that is too small is never offered to reporters; the unit above is."),
    )
    receives_reports = forms.BooleanField(
        label=_("Receives reports"),
        required=False,
        help_text=_("Reporters may choose it as the receiver; it needs at least one handler."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the units as they are now."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["parent"].queryset = Unit.objects.with_tree_fields()  # type: ignore[attr-defined]
