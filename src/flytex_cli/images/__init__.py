"""What an image is built from, as a person wants to look at it."""
