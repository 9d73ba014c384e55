"""What is not installed, as a permissive stand-in for itself."""
