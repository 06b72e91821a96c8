"""Management commands of the room `feedback`."""
