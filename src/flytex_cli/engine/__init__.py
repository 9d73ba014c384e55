"""Engines: where the worker's `flyte` comes from."""
