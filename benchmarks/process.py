"""What another process has used so far, read from the Linux kernel: CPU time, peak memory, wake-ups."""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


class Meter:
    """Reads the counters of one running process; every reading is 0 once the process is gone."""

    def __init__(self, pid: int) -> None:
        self._proc = Path("/proc") / str(pid)
        clock = ctypes.c_int()
        if error := _libc.clock_getcpuclockid(pid, ctypes.byref(clock)):
            raise OSError(error, os.strerror(error))
        self._clock = clock.value

    def cpu_ms(self) -> float:
        """User and system time of all its threads, living and ended, in milliseconds."""
        try:
            return time.clock_gettime_ns(self._clock) / 1e6
        except OSError:
            return 0.0

    def peak_mib(self) -> float:
        """The most memory it ever held resident, in MiB."""
        return self._counters(self._proc / "status").get("VmHWM", 0) / 1024

    def wake_ups(self) -> int:
        """How often its living threads were put on a CPU."""
        total = 0
        try:
            threads = list((self._proc / "task").iterdir())
        except OSError:
            return 0
        for thread in threads:
            counters = self._counters(thread / "status")
            total += counters.get("voluntary_ctxt_switches", 0) + counters.get("nonvoluntary_ctxt_switches", 0)
        return total

    @staticmethod
    def _counters(status: Path) -> dict[str, int]:
        try:
            lines = status.read_text().splitlines()
        except OSError:
            return {}
        pairs = (line.partition(":") for line in lines)
        return {name: int(number[0]) for name, _, rest in pairs if (number := rest.split()) and number[0].isdigit()}
