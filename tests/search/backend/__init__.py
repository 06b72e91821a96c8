"""Tests of the adapter over the search engine."""
