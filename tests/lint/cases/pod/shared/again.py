from common import RESOURCES as AMOUNTS
from common import VARIABLES

__all__ = ["AMOUNTS", "VARIABLES"]
