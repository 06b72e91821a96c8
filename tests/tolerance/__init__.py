"""Tests of the room `tolerance`."""
