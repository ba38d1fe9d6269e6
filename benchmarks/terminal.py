"""Runs one program in a pseudo-terminal of its own and times, from outside, what a person would see of it.

All times are milliseconds since just before the fork, or since the key was written. Reading has priority: bytes get
their time as they are read, and the slow screen model is fed only while there is nothing to read. Linux only.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Self

from benchmarks.process import Meter
from benchmarks.screen import Screen
from benchmarks.wire import ALTERNATE, COLUMNS, ROWS, Wire

QUIET_S = 0.15  # so long without output and with an idle CPU ends a key press
BUSY = 0.05  # the share of one CPU that counts as still working
SILENT_S = 0.02  # so long without output before the screen model may take the CPU
FAR_S = 300  # so long after its start a program may take to get where it is measured
ANSWER_S = 1.0  # so long a key may stay without any output


class MeasureError(Exception):
    """The program did not do what was to be measured."""


@dataclass(frozen=True, slots=True)
class Press:
    """One key press: times to the first and the last visible change, what was written, and what it took."""

    first_ms: float
    settled_ms: float
    written: int
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Idle:
    """Doing nothing: CPU in percent of one core, wake-ups and bytes written per second."""

    cpu_percent: float
    wake_ups: float
    written: float


@dataclass(frozen=True, slots=True)
class Leave:
    """From the quit key to the shell's screen, to the prompt, and what was not put back."""

    screen_ms: float | None
    exit_ms: float
    left_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Output as it was read: when, and the CPU time the program had used by then."""

    at_ms: float
    cpu_ms: float
    data: bytes
    in_frame: bool


class Terminal:
    """A program of `argv` running in a fresh terminal; a context manager that leaves no process behind."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], folder: Path) -> None:
        self.screen = Screen(COLUMNS, ROWS)
        self.written = 0
        self._wire = Wire(lambda: self.screen.cursor)
        self._unseen: deque[Chunk] = deque()
        self._left_at: float | None = None
        self._open = True
        self._ended = False
        self.end_cpu_ms = 0.0
        self._zero = time.perf_counter_ns()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            _become(argv, env, folder)
        self._termios = termios.tcgetattr(self._fd)
        self._end = os.pidfd_open(self._pid)
        self.meter = Meter(self._pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._ended:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._end)
        os.close(self._fd)

    def until_text(self, pattern: str, limit_s: float = 60) -> Chunk:
        """Wait until the pattern is visible; the piece of output that made it so."""
        wanted = re.compile(pattern)
        while self._open and self._now() < limit_s * 1000:
            if self._read(SILENT_S):
                continue
            for chunk in self._seen():
                if wanted.search(self.screen.text):
                    return chunk
        raise MeasureError(f"{pattern!r} was not to be seen, but:\n{self.screen.text.strip()}")

    def until_quiet(self, window_s: float = 0.3, limit_s: float = 120) -> None:
        """Wait until a whole window passes without output and with an idle CPU."""
        deadline = self._now() + limit_s * 1000
        while self._now() < deadline:
            used, written = self.meter.cpu_ms(), self.written
            self._read_for(window_s)
            if self.written == written and self.meter.cpu_ms() - used < window_s * 1000 * BUSY:
                return
        raise MeasureError(f"did not come to rest within {limit_s:g} s")

    def go(self, keys: str, pattern: str) -> None:
        """Type keys and wait for the text that they lead to."""
        self._send(keys.encode())
        self.until_text(pattern, FAR_S)

    def press(self, key: str) -> Press | None:
        """Press a key and wait until its effect has settled; None when nothing visible came of it."""
        for _ in self._seen():  # what came before is not the key's doing
            pass
        used, written, pressed = self.meter.cpu_ms(), self.written, self._now()
        self._send(key.encode())
        self._read(ANSWER_S)
        self.until_quiet(QUIET_S)
        spent = self.meter.cpu_ms() - used
        times = [chunk.at_ms - pressed for chunk in self._seen()]
        return Press(times[0], times[-1], self.written - written, spent) if times else None

    def idle(self, seconds: float) -> Idle:
        """Leave the program alone and see what it does."""
        used, woken, written, since = self.meter.cpu_ms(), self.meter.wake_ups(), self.written, self._now()
        self._read_for(seconds)
        lasted = (self._now() - since) / 1000
        return Idle(
            (self.meter.cpu_ms() - used) / lasted / 10,
            (self.meter.wake_ups() - woken) / lasted,
            (self.written - written) / lasted,
        )

    def leave(self, keys: Sequence[str]) -> Leave:
        """Press the keys that end the program and wait for its end; MeasureError when it stays or fails."""
        for key in keys[:-1]:
            self._send(key.encode())
            self._read_for(0.1)
        pressed = self._now()
        self._send(keys[-1].encode())
        ended = self.until_end()
        left_on = self._wire.left_on()
        left_on += ["line settings"] if termios.tcgetattr(self._fd) != self._termios else []
        screen = None if self._left_at is None else self._left_at - pressed
        return Leave(screen, ended - pressed, tuple(left_on))

    def until_end(self, limit_s: float = 60) -> float:
        """Wait until the program has ended well; when that was."""
        deadline = self._now() + limit_s * 1000
        while self._now() < deadline and not self._ended:
            self._read(1.0)
            if select.select([self._end], [], [], 0 if self._open else 1.0)[0]:
                ended = self._now()
                _, code, usage = os.wait4(self._pid, 0)
                status, self.end_cpu_ms = os.waitstatus_to_exitcode(code), (usage.ru_utime + usage.ru_stime) * 1000
                self._ended = True
                while self._read(0):  # what it wrote last may still be on its way
                    pass
        if not self._ended:
            raise MeasureError(f"was still running after {limit_s:g} s")
        if status:
            tail = b"".join(chunk.data for chunk in self._unseen)[-500:].decode(errors="replace")
            raise MeasureError(f"ended with status {status}: {tail}")
        return ended

    def _now(self) -> float:
        return (time.perf_counter_ns() - self._zero) / 1e6

    def _send(self, data: bytes) -> None:
        while data and self._open:
            data = data[os.write(self._fd, data) :]

    def _read(self, timeout_s: float) -> bool:
        """Take and answer one piece of output, waiting for it until the program ends; False when there was none."""
        if not self._open:
            return False
        if self._fd not in select.select([self._fd, self._end], [], [], timeout_s)[0]:
            return False
        at_ms = self._now()
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # Linux says EIO when the last one has closed the terminal
            self._open = False
            return False
        was_away = ALTERNATE in self._wire.modes
        self._send(self._wire.hear(data))
        if was_away and ALTERNATE not in self._wire.modes:
            self._left_at = at_ms
        self.written += len(data)
        self._unseen.append(Chunk(at_ms, self.meter.cpu_ms(), data, self._wire.in_frame))
        return True

    def _read_for(self, seconds: float) -> None:
        deadline = self._now() + seconds * 1000
        while self._open and (left := deadline - self._now()) > 0:
            if not self._read(left / 1000) and select.select([self._end], [], [], 0)[0]:
                return

    def _seen(self) -> Iterator[Chunk]:
        """Feed the screen model; the pieces of output that visibly changed it."""
        while self._unseen:
            while self._read(0):
                pass
            chunk = self._unseen.popleft()
            self.screen.feed(chunk.data)
            if not chunk.in_frame and self.screen.changed():
                yield chunk


def _become(argv: Sequence[str], env: Mapping[str, str], folder: Path) -> NoReturn:
    """The child's way into the program: the size of the terminal, the folder, exec."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, COLUMNS * 8, ROWS * 16))
        os.chdir(folder)
        os.execvpe(argv[0], [*argv], env)
    except OSError as error:
        os.write(2, f"{argv[0]}: {error}".encode())
    os._exit(127)
