"""Keeps arrays that are dear to make, up to a number of bytes; owns forgetting, and is safe across threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

# Per process. Half of all postings of 100,000 documents of a hundred characters fit in; asked-for words need far less.
MOST_BYTES = 64 * 1024 * 1024


class ByteCache:
    """A mapping that forgets what was longest not asked for once its values take more than `most` bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """Take the limit, in bytes."""
        self.most = most
        self.bytes = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], tuple[Any, int]]) -> Any:
        """Return what is kept for `key`, or else what `make` gives, which is a value and its size in bytes."""
        with self._lock:
            held = self._kept.get(key)
            if held:
                self._kept.move_to_end(key)
                return held[0]
        # Made outside the lock: two threads may do it twice, which is wasteful but right.
        value, size = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value, size
                self.bytes += size
            while self.bytes > self.most and len(self._kept) > 1:
                _old, (_value, freed) = self._kept.popitem(last=False)
                self.bytes -= freed
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0
