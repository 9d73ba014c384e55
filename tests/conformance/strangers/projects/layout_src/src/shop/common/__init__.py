from .types import Order
