"""Stands in for a decoder that was taken over and hands out another type: `python -m tests.jobs.rebuilding.liar`."""

import sys

if __name__ == "__main__":
    sys.stdin.buffer.read()
    sys.stdout.buffer.write(b'{"data": 6, "preview": 3}\n<html>\xff\xd8\xff')
