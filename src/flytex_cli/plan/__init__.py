"""What a deployment would do, in the order in which it does it."""
