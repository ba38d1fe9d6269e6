"""The two themes of our own: calm, with contrast measured by a test; Textual's own stand beside them."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="orchestra-dark",
    primary="#8fb8de",
    secondary="#b9a6d8",
    accent="#e3b778",
    success="#93c08a",
    warning="#e0c06c",
    error="#e88d86",
    foreground="#d6d9de",
    background="#1a1d22",
    surface="#20242a",
    panel="#272c34",
    dark=True,
    variables={
        "block-cursor-background": "#3a4655",
        "block-cursor-foreground": "#f1f3f5",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2b323c",
        "block-cursor-blurred-foreground": "#d6d9de",
        "border": "#59718a",
        "border-blurred": "#343b45",
        "scrollbar": "#3b444f",
        "scrollbar-hover": "#59718a",
        "scrollbar-active": "#8fb8de",
        "scrollbar-background": "#1a1d22",
        "scrollbar-background-hover": "#1a1d22",
        "scrollbar-background-active": "#1a1d22",
        "screen-selection-background": "#3f5f80",
        "screen-selection-foreground": "#ffffff",
        "input-selection-background": "#3f5f80",
    },
)

LIGHT = Theme(
    name="orchestra-light",
    primary="#1f5c8c",
    secondary="#6a4a94",
    accent="#96520c",
    success="#2f6f2b",
    warning="#80600a",
    error="#ab2b25",
    foreground="#2c2f33",
    background="#faf7f1",
    surface="#f1ede4",
    panel="#ebe6db",
    dark=False,
    variables={
        "block-cursor-background": "#cddbe6",
        "block-cursor-foreground": "#16202a",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e0ddd3",
        "block-cursor-blurred-foreground": "#2c2f33",
        "border": "#7c9ab3",
        "border-blurred": "#d6d0c2",
        "scrollbar": "#cfc8b8",
        "scrollbar-hover": "#7c9ab3",
        "scrollbar-active": "#1f5c8c",
        "scrollbar-background": "#faf7f1",
        "scrollbar-background-hover": "#faf7f1",
        "scrollbar-background-active": "#faf7f1",
        "screen-selection-background": "#b7d0e5",
        "screen-selection-foreground": "#10181f",
        "input-selection-background": "#b7d0e5",
    },
)

OWN = (DARK, LIGHT)
DEFAULT = DARK.name
PLAIN = "ansi-dark"
"""The theme where no colour is wanted: it leaves the terminal's own."""
