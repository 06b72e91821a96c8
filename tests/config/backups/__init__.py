"""Tests of the package `config.backups`."""
