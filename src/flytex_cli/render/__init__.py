"""Results as bytes: one file a format."""
