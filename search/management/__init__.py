"""Commands of the room `search`."""
