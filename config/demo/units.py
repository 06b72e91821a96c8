"""The demo's county and the units below it."""

from accounts import services
from accounts.models import Unit, User
from config.demo.texts import read


def load_units(actor: User) -> dict[str, Unit]:
    """Create the tree and return its units by name."""
    data = read("units")
    top = services.create_unit(actor=actor, parent=None, **data["top"])
    below = [services.create_unit(actor=actor, parent=top, **facts) for facts in data["below"]]
    return {unit.name: unit for unit in (top, *below)}
