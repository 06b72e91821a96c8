"""The front of the house: settings, urls, entry points, schedule, demo data. Never holds a rule of the domain."""
