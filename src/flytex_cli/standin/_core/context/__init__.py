"""Where code runs or is serialized for: contexts, identities, paths, checkpoints, reports."""
