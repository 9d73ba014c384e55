"""What loading modules gave, kept on disk: a module whose inputs are as they were is not loaded again."""
