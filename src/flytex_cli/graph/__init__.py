"""Which task calls which, as far as the source tells."""
