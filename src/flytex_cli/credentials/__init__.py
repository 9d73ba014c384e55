"""Credentials in plain text: by the form of a value, and by the name that it has."""
