"""The forms of the administrators' pages; own labels and hints, never a rule: services check and name the field."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdminRole, Role, Unit


def _without_placeholders(form: forms.Form) -> None:
    """Take out the grey words that repeat each label and vanish on typing."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Keep the labels alone."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)


class PasswordForm(ChangePasswordForm):
    """The password used so far, and the new one twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Keep the labels alone, and say in one sentence what the validators ask for."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["password1"].help_text = _("At least 12 characters; not a common password, not like your name.")


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


class EmailForm(forms.Form):
    """Where digests go."""

    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Digests go there as PDF; nothing else is sent.")
    )


class RoleForm(forms.Form):
    """What the security administrator chooses to grant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose a unit"))

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
