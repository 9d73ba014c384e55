"""What the formats of several results share."""
