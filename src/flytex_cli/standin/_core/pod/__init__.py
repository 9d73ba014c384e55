"""Pod templates and what is done with them."""
