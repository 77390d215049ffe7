# SPDX-License-Identifier: GPL-3.0-or-later
"""What every check and bench prints: its figures, and a last line that says whether they reach the bar."""
import contextlib
import os
import pathlib
import statistics
import sys


def spread(values, unit='ms', digits=1):
    """Minimum, median and maximum in one phrase."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f'{middle:.{digits}f} {unit} ({low:.{digits}f}–{high:.{digits}f}, n={len(values)})'


def paired_ratio(ours, theirs):
    """The median of the ratios pair by pair: it holds where the machine's speed drifts."""
    return statistics.median(a / b for a, b in zip(ours, theirs))


def processor_ms(pid):
    """What all threads of a program have cost until now."""
    spent = 0
    for task in pathlib.Path(f'/proc/{pid}/task').iterdir():
        with contextlib.suppress(OSError):  # a thread that has just ended
            spent += int((task / 'schedstat').read_text(encoding='utf-8').split()[0])
    return spent / 1e6


def process_ms(pid):
    """What a program has cost until now, threads that have ended included, to some hundredths of a second."""
    fields = pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='utf-8').rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf('SC_CLK_TCK')


def resident_kib(pid):
    """What a program keeps in memory."""
    return memory_kib(pid, 'VmRSS')


def memory_kib(pid, name):
    """A line of what the kernel says about a program's memory: VmRSS now, VmHWM at its peak."""
    text = pathlib.Path(f'/proc/{pid}/status').read_text(encoding='utf-8')
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(name + ':'))


def finish(name, figures, shortfalls):
    """Prints the last line and ends the program: 0 where nothing fell short."""
    if shortfalls:
        print(f'{name}: {figures}: short of {", ".join(shortfalls)}')
    else:
        print(f'{name}: {figures}: ok')
    sys.exit(1 if shortfalls else 0)
