"""What a cluster has, read from files: its nodes, quotas, limits and names; and whether a Pod fits into it."""
