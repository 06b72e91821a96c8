"""Stands in for a decoder that never comes back, nor does its child: `python -m tests.jobs.rebuilding.sleeper`."""

import subprocess
import sys
import time

if __name__ == "__main__":
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(61.5)  # a decoder's child"])
    time.sleep(61.5)
