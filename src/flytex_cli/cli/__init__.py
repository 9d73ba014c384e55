"""The command line: the only place that knows Typer, rich, exit codes and the environment."""
