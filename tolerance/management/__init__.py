"""Commands of the room `tolerance`."""
