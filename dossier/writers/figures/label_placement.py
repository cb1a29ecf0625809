"""Spread things along a line: each as near as it can be to its own place, none over another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], lengths: Sequence[float], whole: float) -> tuple[float, ...]:
    """Return where each thing begins, in order, within `whole` if they fit at all.

    `wanted` are the places, rising, at which things of `lengths` would begin. The squares of
    the distances from them are the least there can be (pooling of adjacent violators). O(n).

    >>> spread([0, 1, 20], [4, 4, 4], 30)
    (0.0, 4.0, 20.0)
    """
    before = [sum(lengths[:place]) for place in range(len(lengths))]
    pools: list[tuple[float, int]] = []
    for place, offset in zip(wanted, before, strict=True):
        mean, count = place - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        pools.append((mean, count))
    most = max(whole - sum(lengths), 0.0)
    free = [min(max(mean, 0.0), most) for mean, count in pools for _ in range(count)]
    return tuple(float(gap + offset) for gap, offset in zip(free, before, strict=True))
