"""The embedded engine: files of this machine, scored with numpy; owns nothing but which functions make it one."""

from search.backend.files import bury as tidy
from search.backend.files import stale, writing
from search.backend.merging import finish as settle
from search.backend.reader import ask, listing
from search.backend.vocabulary import beginning, documents, frequencies, matching
from search.backend.writer import apply, rebuild

__all__ = [
    "apply", "ask", "beginning", "documents", "frequencies", "listing", "matching", "rebuild", "settle", "stale",
    "tidy", "writing",
]  # fmt: skip
