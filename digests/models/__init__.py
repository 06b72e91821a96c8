"""The rows of the room: editions with their renderings, and the instructions given on them."""

from digests.models.edition import Edition, Rendering
from digests.models.instruction import Instruction, InstructionEvent

__all__ = ["Edition", "Instruction", "InstructionEvent", "Rendering"]
