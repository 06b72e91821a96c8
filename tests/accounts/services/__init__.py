"""Tests of the only writers of users, roles and units."""
