"""Tests of the pages of the room `tolerance`."""
