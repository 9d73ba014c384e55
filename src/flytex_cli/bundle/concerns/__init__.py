"""What a person should know of a bundle before it is shipped: what it misses, and what should not be in it."""
