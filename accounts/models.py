"""Users, the tree of units, memberships and the audit trail's rows; owns their integrity, never a right."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode


class Role(models.TextChoices):
    """What a member of staff does at a unit; `permissions.py` says what each may."""

    HANDLER = "handler", _("Handler")
    LEADER = "leader", _("Leader")
    SUPERIOR = "superior", _("Superior")
    INTAKE = "intake", _("Case intake officer")
    SECRETARY = "secretary", _("Panel secretary")
    VERIFIER = "verifier", _("Verifier")
    PANEL = "panel", _("Panel member")
    CHAIR = "chair", _("Panel chair")
    ISSUER = "issuer", _("Code officer")


class AdminRole(models.TextChoices):
    """The three administrators (三员); one user holds at most one, and then no other role counts."""

    SYSTEM = "system", _("System administrator")
    SECURITY = "security", _("Security administrator")
    AUDIT = "audit", _("Audit administrator")


class Unit(TreeNode):
    """An organisational unit; its parent is the unit above it."""

    name = models.CharField(_("name"), max_length=80)
    staff_count = models.PositiveIntegerField(_("number of staff"), default=0)
    receives_reports = models.BooleanField(_("receives reports"), default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_below_parent"),
        ]

    def __str__(self) -> str:
        """Return the unit's name."""
        return self.name


class UserManager(BaseUserManager["User"]):
    """Creates users by name and password."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Return a new saved user; without a password it cannot sign in."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff with an account; reporters never have one."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", _("Use small letters a to z, digits, dots and hyphens."))
        ],
        error_messages={"unique": _("This user name is taken.")},
    )
    name = models.CharField(_("full name"), max_length=60)
    # Where digests go; nothing else is ever sent.
    email = models.EmailField(_("e-mail address"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    admin_role = models.CharField(_("administrator"), max_length=10, choices=AdminRole.choices, blank=True)
    must_change_password = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(admin_role__in=["", *AdminRole.values]), name="user_admin_role_known"
            ),
        ]

    def __str__(self) -> str:
        """Return the full name, or the user name where there is none."""
        return self.name or self.username


class Membership(models.Model):
    """A user's role at a unit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        """Return user, role and unit in words."""
        return f"{self.user} · {self.get_role_display()} · {self.unit}"


class AuditEntry(models.Model):
    """One link of the trail of what staff did; rows are appended by `audit.record` alone and never change."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        """Return number, actor and act."""
        return f"{self.number} {self.actor} {self.act}"
