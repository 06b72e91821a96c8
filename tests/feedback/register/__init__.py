"""Tests of the register of tasks."""
