"""What a task asks of its node: amounts and devices."""
