"""Pilots look more often whether the app has come to rest."""

from __future__ import annotations

from textual import _wait

_wait.SLEEP_GRANULARITY = 1 / 100
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 10
"""Textual 8 looks every 20 ms, twice a key, and takes no app for idle that works longer than 1 ms of them:
a screen that plays would hold each key for seconds."""
