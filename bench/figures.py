"""Percentiles, and what /proc tells about a process. Linux only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of the values lie; NaN of nothing."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def in_ms(values: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the worst, in milliseconds, of values in seconds."""
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(percentile(values, share) * 1000, 1) for name, share in shares.items()}


@dataclass(frozen=True)
class Reading:
    """One look at a process: CPU seconds used so far, and resident kilobytes."""

    cpu_s: float
    rss_kb: int


def read_process(pid: int) -> Reading:
    """Look at a process."""
    # The name between brackets may hold spaces, so count from behind it.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    status = Path(f"/proc/{pid}/status").read_text()
    rss = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return Reading((int(fields[11]) + int(fields[12])) / TICKS, int(rss.split()[1]))
