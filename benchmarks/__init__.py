"""Measurements; each says what it measured, on how much, and prints the same as JSON with `--json`."""
