"""What a project says of itself: `flyte.init`, the configuration file, its git repository."""
