"""Tasks: what they are made of, how they are called and overridden."""
