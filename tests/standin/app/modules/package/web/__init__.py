"""A package below it."""
