"""Tests of the rebuilding of strangers' files."""
