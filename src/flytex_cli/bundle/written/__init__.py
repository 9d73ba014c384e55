"""What is written in a Python file of the user's: its imports, and the files that it reads."""
