"""The rows of the room `digests`."""

from digests.models.bulletin import Bulletin
from digests.models.delivery import Delivery
from digests.models.edition import Acknowledgement, Edition, Rendering
from digests.models.instruction import Instruction, InstructionEvent
from digests.models.order import Order
from digests.models.remark import Remark

__all__ = [
    "Acknowledgement",
    "Bulletin",
    "Delivery",
    "Edition",
    "Instruction",
    "InstructionEvent",
    "Order",
    "Remark",
    "Rendering",
]
