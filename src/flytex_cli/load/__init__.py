"""From paths to plain records: the user's modules are loaded in child processes, never here."""
