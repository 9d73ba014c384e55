"""The code bundle: which files `flyte deploy` ships to the cluster, why, and what is missing of them."""
