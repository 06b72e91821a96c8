"""Tests of the services of the room `tolerance`."""
