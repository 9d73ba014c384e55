"""The rules: one folder per group, one file per rule."""
