"""What git knows of the user's files: revisions, changes, and what is ignored."""
