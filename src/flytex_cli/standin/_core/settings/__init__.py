"""Small values that tasks and environments are declared with."""
