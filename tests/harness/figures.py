# SPDX-License-Identifier: GPL-3.0-or-later
"""What every check and bench prints: its figures, and a last line that says whether they reach the bar."""
import statistics
import sys


def spread(values, unit='ms', digits=1):
    """Minimum, median and maximum in one phrase."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f'{middle:.{digits}f} {unit} ({low:.{digits}f}–{high:.{digits}f}, n={len(values)})'


def paired_ratio(ours, theirs):
    """The median of the ratios pair by pair: it holds where the machine's speed drifts."""
    return statistics.median(a / b for a, b in zip(ours, theirs))


def finish(name, figures, shortfalls):
    """Prints the last line and ends the program: 0 where nothing fell short."""
    if shortfalls:
        print(f'{name}: {figures}: short of {", ".join(shortfalls)}')
    else:
        print(f'{name}: {figures}: ok')
    sys.exit(1 if shortfalls else 0)
