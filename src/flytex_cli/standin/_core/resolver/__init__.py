"""Resolvers: how the runtime in the image finds a task again."""
