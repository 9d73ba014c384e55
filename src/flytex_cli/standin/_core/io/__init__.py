"""References to data that is too large to travel by itself: files, folders and tables."""
