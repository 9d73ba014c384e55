"""The formats of tried policies."""
