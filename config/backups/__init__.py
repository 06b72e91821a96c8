"""Backups: sealed archives of the data, keys apart, and their restoration; owns no row and no rule of the domain."""
