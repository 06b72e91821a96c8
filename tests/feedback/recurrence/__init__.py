"""Tests of likeness and grouping, on plain values."""
