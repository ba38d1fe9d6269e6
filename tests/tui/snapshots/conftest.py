"""Pictures are compared in a folder that the plugin names in the environment, which every test has cleaned."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = "TEXTUAL_SNAPSHOT_TEMPDIR"
NAMED = os.environ.get(FOLDER, "")


@pytest.fixture(autouse=True)
def folder_of_pictures(isolated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the plugin its folder back."""
    monkeypatch.setenv(FOLDER, NAMED)
