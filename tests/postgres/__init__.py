"""The second database: a real PostgreSQL, started for the tests and thrown away with them."""
