"""Pictures that follow one another as one animated SVG: plain CSS, no script; who wants no motion sees the last one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OUTER = re.compile(r"<svg[^>]*viewBox=\"([^\"]*)\"[^>]*>(.*)</svg>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_DEFS = re.compile(r"<defs>.*?</defs>", re.DOTALL)
_CLIP = re.compile(r" clip-path=\"url\(#[^)]*\)\"")
_NAME = re.compile(r"terminal-\d+")
_AIR = re.compile(r"\n\s+")

HEAD = '<svg class="rich-terminal" viewBox="{box}" xmlns="http://www.w3.org/2000/svg">'


def film(pictures: Sequence[tuple[str, float]]) -> str:
    """One SVG out of several of the same size, each shown for so many seconds, over and over."""
    whole = sum(seconds for _svg, seconds in pictures)
    styles, bodies, begins = [], [], 0.0
    for number, (svg, seconds) in enumerate(pictures):
        box, style, body = _parts(svg, f"p{number}")
        last = number == len(pictures) - 1
        styles.append(style)
        styles.append(_moves(number, begins / whole, (begins + seconds) / whole, last=last))
        bodies.append(f'<g class="shot s{number}">{body}</g>')
        begins += seconds
    styles.append(f".shot {{ animation: {whole:g}s steps(1, end) infinite; }}")
    styles.append("@media (prefers-reduced-motion: reduce) { .shot { animation: none !important; } }")
    return "\n".join([HEAD.format(box=box), "<style>", *styles, "</style>", *bodies, "</svg>"]) + "\n"


def _parts(svg: str, name: str) -> tuple[str, str, str]:
    """The view box, the rules and the drawing of a picture, its names its own."""
    found = _OUTER.search(_NAME.sub(name, svg))
    assert found
    box, inner = found.groups()
    style = _STYLE.search(inner)
    assert style
    body = _CLIP.sub("", _DEFS.sub("", _STYLE.sub("", inner)))
    return box, style[1].strip(), _AIR.sub("\n", body).strip()


def _moves(number: int, begins: float, ends: float, *, last: bool) -> str:
    """When a picture is seen: from one share of the time to another; the last is the one seen without motion."""
    steps = [f"{begins:.3%} {{ visibility: visible; }}", f"{ends:.3%} {{ visibility: hidden; }}"]
    if begins > 0:
        steps.insert(0, "0% { visibility: hidden; }")
    if last:
        steps.pop()
    rest = "visible" if last else "hidden"
    shot = f".s{number} {{ visibility: {rest}; animation-name: k{number} !important; }}"
    return f"@keyframes k{number} {{ {' '.join(steps)} }}\n{shot}"
