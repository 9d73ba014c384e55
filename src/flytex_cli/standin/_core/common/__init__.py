"""Tools that every subject uses."""
