"""Every test gets a home, an environment and a working folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from orchestra_tui.base import i18n

settings.register_profile(
    "shared", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared")
"""A loaded machine is no failure; a check of a submission tries the same cases every time, others new ones."""

WORKERS_PER_CORE = 2
"""A test of a screen waits half its time."""


def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n auto` means."""
    return WORKERS_PER_CORE * (os.cpu_count() or 1)


KEPT = {"PATH", "LANG", "TMPDIR", "SYSTEMROOT", "PYTEST_CURRENT_TEST", "COVERAGE_PROCESS_START", "VIRTUAL_ENV"}


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean environment whose home is a fresh folder; the interface speaks the msgids."""
    for name in list(os.environ):
        if name not in KEPT and not name.startswith(("PYTEST_", "COV_")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    for name, folder in {
        "HOME": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
    }.items():
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("TZ", "UTC")
    i18n.use("en")
    return home
