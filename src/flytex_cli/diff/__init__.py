"""What differs between two sides, as plain values."""
