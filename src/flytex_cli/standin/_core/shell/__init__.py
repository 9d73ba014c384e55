"""Command-line tools as tasks: a command as a template over typed inputs."""
