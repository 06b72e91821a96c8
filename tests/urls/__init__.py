"""What every address answers to whom; one module per room, read by `tests/test_url_table.py`."""
