"""Find what will fail at deploy, in the cluster or at the end of a run, in records and the parsed source alone."""
