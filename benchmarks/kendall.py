"""Kendall's tau and what an interval needs; owns the arithmetic alone."""

import math
import statistics
from collections.abc import Sequence


def tau(truth: Sequence[int], guess: Sequence[float | None]) -> float:
    """Return Kendall's tau of a guessed order against the true one: 1 the same, -1 reversed, about 0 by chance.

    A pair of which the guess knows nothing, or that it ties, counts as half right, so that it adds nothing.

    Args:
        truth: the true places, all different.
        guess: for each the place that the attack gives, None where it gives none.

    Raises:
        ValueError: the lengths differ or there is no pair.
    """
    count = len(truth)
    if count != len(guess) or count < 2:  # noqa: PLR2004  # a pair
        raise ValueError("two orders of the same two or more things are needed")
    score = 0
    for one in range(count):
        for other in range(one):
            left, right = guess[one], guess[other]
            if left is not None and right is not None and left != right:
                score += 1 if (left > right) == (truth[one] > truth[other]) else -1
    return score / (count * (count - 1) / 2)


def interval(values: Sequence[float], *, level: float) -> tuple[float, float]:
    """Return the interval of confidence of the mean of `values`, by Student's t.

    Raises:
        ValueError: there are fewer than two values.
    """
    if len(values) < 2:  # noqa: PLR2004  # the spread of one is unknown
        raise ValueError("two or more values are needed")
    mean, spread = statistics.fmean(values), statistics.stdev(values)
    half = student((1 + level) / 2, len(values) - 1) * spread / math.sqrt(len(values))
    return mean - half, mean + half


def student(probability: float, freedom: int) -> float:
    """Return the quantile of Student's t, by bisection over the integral of its density (Simpson's rule).

    Args:
        probability: between 0.5 and 1.
        freedom: degrees of freedom, at least 1.
    """
    low, high = 0.0, 1.0
    while _below(high, freedom) < probability:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < probability else (low, middle)
    return high


def _below(value: float, freedom: int) -> float:
    steps = 400
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
    width = value / steps
    total = sum(
        (1 if step in {0, steps} else 4 if step % 2 else 2)
        * (1 + (step * width) ** 2 / freedom) ** (-(freedom + 1) / 2)
        for step in range(steps + 1)
    )
    return float(0.5 + scale * total * width / 3)
