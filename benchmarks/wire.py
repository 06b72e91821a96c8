"""A connection that sends requests made beforehand, for measurements; owns bytes alone, and spends as little as it can.

It shares the processors with what it measures: whatever it does itself is missing there.
"""

import re
import socket
from urllib.parse import urlencode

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
_MOST = 65_536
_FORM = "application/x-www-form-urlencoded"


def posts(port: int, path: str, form: dict[str, str], changing: str, values: list[str]) -> list[bytes]:
    """Return one whole request for each value of the field `changing`; the other fields are the same in all."""
    front = f"{urlencode(form)}&{changing}=".encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {_FORM}\r\nContent-Length: "
    ends = (urlencode({"": value})[1:].encode() for value in values)
    return [b"%s%d\r\n\r\n%s%s" % (head.encode(), len(front) + len(end), front, end) for end in ends]


class Wire:
    """One connection to the server on loopback, kept open."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send a whole request; return the status of the answer, 0 for none, and its bytes with the headers."""
        self._socket.sendall(request)
        answer = self._socket.recv(_MOST)
        while answer and (b"\r\n\r\n" not in answer or len(answer) < _whole(answer)):
            part = self._socket.recv(_MOST)
            if not part:
                return 0, answer
            answer += part
        return int(answer[9:12] or 0), answer

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


def _whole(answer: bytes) -> int:
    length = _LENGTH.search(answer)
    return answer.index(b"\r\n\r\n") + 4 + int(length[1] if length else 0)
