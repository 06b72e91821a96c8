"""The rows of the room: editions with their renderings, and the instructions given on them."""

from digests.models.delivery import Delivery
from digests.models.edition import Acknowledgement, Edition, Rendering
from digests.models.instruction import Instruction, InstructionEvent

__all__ = ["Acknowledgement", "Delivery", "Edition", "Instruction", "InstructionEvent", "Rendering"]
