"""Rules that a team writes itself, as expressions of CEL in the settings, read, checked and evaluated."""
