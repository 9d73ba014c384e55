"""What starts a run, and who is told of it."""
