"""Inputs and outputs of a function as Python has them."""
