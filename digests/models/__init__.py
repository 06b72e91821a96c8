"""The rows of the room `digests`."""

from digests.models.delivery import Delivery
from digests.models.edition import Acknowledgement, Edition, Rendering
from digests.models.instruction import Instruction, InstructionEvent
from digests.models.remark import Remark

__all__ = ["Acknowledgement", "Delivery", "Edition", "Instruction", "InstructionEvent", "Remark", "Rendering"]
