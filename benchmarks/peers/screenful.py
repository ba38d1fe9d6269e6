"""A bare Textual app with one Static over the whole screen: `x` writes it anew, `p` does so four times a second."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

RATE_S = 0.25
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789 ─│●▲"


class Screenful(App[None]):
    """Every cell is another one each time."""

    CSS = "Static { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._number = 0

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self.write)

    def write(self) -> None:
        width, height = self.size
        self._number += 1
        count = len(_SIGNS)
        rows = [
            "".join(_SIGNS[(self._number + x * 7 + y * 3) % count] for x in range(width)) for y in range(height - 1)
        ]
        self.query_one(Static).update("\n".join([f"screen {self._number:06}", *rows]))

    def on_mouse_down(self) -> None:
        self.write()

    def on_key(self, event: Key) -> None:
        if event.key == "q":
            self.exit()
        elif event.key == "p":
            self.set_interval(RATE_S, self.write)
        else:
            self.write()


if __name__ == "__main__":
    Screenful().run()
