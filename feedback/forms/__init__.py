"""The forms of the anonymous channel: they clean and refuse, and never write."""
