"""A package with an app of its own."""

from flyte.app import AppEnvironment

top = AppEnvironment(name="top")
other = AppEnvironment(name="other-top")
