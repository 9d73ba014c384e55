"""The inside of flytex: private, its names change without notice. The library is the package `flytex`."""

__version__ = "0.1.0"
