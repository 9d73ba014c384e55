"""What is done with tasks at run time; here it is refused, or happens in this process."""
