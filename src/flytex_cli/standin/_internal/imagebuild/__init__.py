"""Names for building images."""
