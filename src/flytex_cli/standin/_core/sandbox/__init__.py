"""Tasks whose body runs in the sandbox."""
