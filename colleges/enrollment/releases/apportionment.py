"""Dividing a whole number among many so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of ``total`` in proportion to whole ``weights``, by the largest remainder.

    Equal remainders go to the earlier place. Raises ``ValueError`` unless a weight is positive.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("Weights may not be negative, and one must be positive.")
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [part for part, _remainder in shares]
    largest_first = sorted(range(len(parts)), key=lambda place: -shares[place][1])
    for place in largest_first[: total - sum(parts)]:
        parts[place] += 1
    return parts
