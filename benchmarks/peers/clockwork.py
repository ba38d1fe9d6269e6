"""A program of known delays, for checking the measuring itself; `benchmarks.selftest` knows them."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
import tty


def work(seconds: float) -> None:
    """Use the CPU for so long."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def show(text: str) -> None:
    os.write(1, text.encode())


def ask_everything() -> None:
    """Ask what Textual asks, and go on only when every answer is there."""
    show("\x1b[c\x1b[6n\x1b[>q\x1b[?2026$p\x1b[?2048$p\x1b[?u\x1b]10;?\x07\x1b]11;?\x1b\\")
    heard = b""
    wanted = [b"\x1b[?62", b"R", b"\x1bP>|", b"\x1b[?2026;2$y", b"\x1b[?2048;2$y", b"\x1b[?0u", b"]10;rgb", b"]11;rgb"]
    while not all(answer in heard for answer in wanted):
        heard += os.read(0, 1000)


def main(*, careless: bool) -> None:
    before = termios.tcgetattr(0)
    tty.setraw(0)
    show("\x1b[?1049h\x1b[?25l")
    ask_everything()
    work(0.1)
    show("\x1b[?2026h\x1b[2;3HГОТ")
    time.sleep(0.1)
    show("ОВО\x1b[?2026l")
    pages = bytearray(b"\1") * (48 << 20)
    presses = 0
    while (key := os.read(0, 100)) != b"q":
        if key == b"p":  # poll from now on
            while not select.select([0], [], [], 0.01)[0]:
                pass
            continue
        presses += 1
        time.sleep(0.03)
        work(0.02)
        show(f"\x1b[4;1H{presses:3}")
        time.sleep(0.04)
        show(f"\x1b[5;1H{presses:3}")
        time.sleep(0.02)
        show("\x1b[5;1H")  # moves the cursor, changes nothing
    del pages
    time.sleep(0.1)
    if not careless:
        show("\x1b[?25h\x1b[?1049l")
        termios.tcsetattr(0, termios.TCSADRAIN, before)
    time.sleep(0.05)


if __name__ == "__main__":
    main(careless=sys.argv[1:] == ["careless"])
