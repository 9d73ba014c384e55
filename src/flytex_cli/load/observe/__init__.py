"""What loading a module takes from outside it, observed in the process that loads it."""
