"""The pages of cases and criteria: each parses, makes one call of the domain, and renders."""
