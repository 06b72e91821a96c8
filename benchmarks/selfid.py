"""Measures the help against naming oneself; owns the counting alone, and knows none of its rules.

`python -m benchmarks.selfid [--data FILE.jsonl] [--json]`. Each line of the file has `text`, `flags` (`pii` or
`pii_trap`, or neither) and, with `pii`, `pii_spans`. Recall is the share of spans that one finding covers; false
alarms are the share of trap texts with any mark; n is the number of texts with either flag.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from feedback import selfid

OWN = Path(__file__).parent / "data" / "selfid.jsonl"


def measure(rows: Sequence[dict[str, object]]) -> dict[str, float | int]:
    """Return recall, false alarms (both 0 to 1) and the number of texts counted."""
    spans = marked = traps = alarms = counted = 0
    for row in rows:
        text, flags, wanted = str(row["text"]), row.get("flags") or [], row.get("pii_spans") or []
        assert isinstance(flags, list)  # noqa: S101  # a file of another shape cannot be measured
        assert isinstance(wanted, list)  # noqa: S101
        found = _marks(text)
        counted += bool({"pii", "pii_trap"} & set(flags))
        if "pii" in flags:
            spans += len(wanted)
            marked += sum(any(span in mark for mark in found) for span in wanted)
        elif "pii_trap" in flags:
            traps += 1
            alarms += bool(found)
    return {"recall": marked / spans if spans else 1.0, "false_alarms": alarms / traps if traps else 0.0, "n": counted}


def _marks(text: str) -> list[str]:
    return [finding.text for finding in selfid.find(text)]


def read(path: Path) -> list[dict[str, object]]:
    """Return the lines of a file of texts."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure a file and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=OWN)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    result = measure(read(options.data))
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:<14}{value:>8.3f}" if isinstance(value, float) else f"{name:<14}{value:>8}")


if __name__ == "__main__":
    main()
