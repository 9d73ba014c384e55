"""Environments and tasks as a person wants to look at them: plain values, read off the records."""
