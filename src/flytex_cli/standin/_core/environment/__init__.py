"""Environments: settings for a set of tasks or an app."""
