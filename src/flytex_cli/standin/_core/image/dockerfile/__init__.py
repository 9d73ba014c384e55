"""The Dockerfile of an image, byte for byte what the local builder of SDK 2.12.1 writes, and the files it needs."""

from .render import to_dockerfile

__all__ = ["to_dockerfile"]
