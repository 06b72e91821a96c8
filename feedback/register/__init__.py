"""The register of tasks: what is demanded of the grass roots, by whom, how often, and what is asked for twice.

`names` makes names comparable, `likeness` compares, `duplicates` finds, `table` reads and writes files, `access` holds
the doors. Whatever writes stands in `feedback/services/`.
"""
