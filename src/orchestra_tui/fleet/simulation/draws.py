"""Chance that belongs to what it is about: the same question under the same seed has the same answer in every run.

A draw is BLAKE2b over its purpose and the ids it concerns, keyed by the seed; no draw depends on how many were made
before. Only additions, multiplications and divisions of doubles follow, which every platform rounds alike, so a run is
the same everywhere; `math.exp` and its like are not.
"""

from __future__ import annotations

from hashlib import blake2b
from math import ldexp
from struct import Struct

_WORDS = 12
_UINTS = Struct(f">{_WORDS}I")
_UNIT = float(1 << 32)
_LN2_HIGH, _LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
_TERMS = 18


class Draws:
    """All chance under one seed; the ids of a draw say what it is about."""

    def __init__(self, seed: int) -> None:
        key = blake2b(str(seed).encode(), digest_size=32).digest()
        self._short = blake2b(digest_size=8, key=key)
        self._long = blake2b(digest_size=4 * _WORDS, key=key)

    def uniform(self, purpose: str, *ids: str | int) -> float:
        """A number from 0 up to, not including, 1."""
        drawn = self._short.copy()
        drawn.update(_text(purpose, ids))
        return (int.from_bytes(drawn.digest(), "big") >> 11) / 9007199254740992.0

    def chance(self, probability: float, purpose: str, *ids: str | int) -> bool:
        """Whether something with this probability happens."""
        if probability <= 0:
            return False
        drawn = self._short.copy()
        drawn.update(_text(purpose, ids))
        return (int.from_bytes(drawn.digest(), "big") >> 11) / 9007199254740992.0 < probability

    def whole(self, low: int, high: int, purpose: str, *ids: str | int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.uniform(purpose, *ids) * (high - low + 1)) if high > low else low

    def normal(self, purpose: str, *ids: str | int) -> float:
        """A number of a normal distribution, mean 0 and deviation 1, cut at 6: twelve uniform ones less their mean."""
        drawn = self._long.copy()
        drawn.update(_text(purpose, ids))
        total: int = sum(_UINTS.unpack(drawn.digest()))
        return (total + _WORDS / 2) / _UNIT - _WORDS / 2

    def lognormal(self, median: int, sigma: float, purpose: str, *ids: str | int) -> int:
        """A whole number of a lognormal distribution, at least 1 unless the median is 0."""
        if median <= 0:
            return 0
        return max(1, int(median * exp(sigma * self.normal(purpose, *ids)) + 0.5)) if sigma else median


def _text(purpose: str, ids: tuple[str | int, ...]) -> bytes:
    """What a draw is about, as the bytes that are hashed."""
    return "\x1f".join((purpose, *map(str, ids))).encode("utf-8", "surrogatepass")


def exp(x: float) -> float:
    """e to the power of x, alike on every platform; x is cut at ±700."""
    x = min(max(x, -700.0), 700.0)
    k = int(x / (_LN2_HIGH + _LN2_LOW) + (0.5 if x >= 0 else -0.5))
    rest = (x - k * _LN2_HIGH) - k * _LN2_LOW
    total = 1.0
    for n in range(_TERMS, 0, -1):
        total = 1.0 + rest * total / n
    return ldexp(total, k)


def sigmoid(x: float) -> float:
    """The logistic function: 0.5 at 0."""
    return 1.0 / (1.0 + exp(-x))


def power(base: float, count: int) -> float:
    """`base` to a whole power, by multiplying."""
    total = 1.0
    for _turn in range(count):
        total *= base
    return total
