# SPDX-License-Identifier: GPL-3.0-or-later
"""What the figures of `bench call` have to be: ours against Chromium's of the same round, as medians."""
import collections
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'harness'))
import figures  # noqa: E402

COLD, WARM, DELAY, HIDDEN, SHOWN = 1.0, 0.6, 0.5, 0.65, 0.8  # times Chromium's
SKEW_MS, HELD = 100, 0.95

# ms, of one of the two, and shares of the pictures that came at full size: of the call that nobody looks at, which has
# everything but `shown`, and of the one in windows. Chromium's `shown` is None where it did not hold in them.
Figures = collections.namedtuple('Figures', 'cold warm hidden delay skews held shown held_shown')
RATIOS = (('first picture {}, cold', lambda one: one.cold, COLD, 'ms'),
          ('first picture {}, warm', lambda one: one.warm, WARM, 'ms'),
          ('delay {}', lambda one: one.delay, DELAY, 'ms'),
          ('processor {}', lambda one: one.hidden / 10, HIDDEN, '%'))


def compare(name, rounds, value, limit, unit):
    """A line of both, and what falls short."""
    ours, theirs = ([value(one) for one in side] for side in zip(*rounds))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f'call: {name}: ours {figures.spread(ours, unit)}, Chromium {figures.spread(theirs, unit)}, {ratio:.2f} ×')
    return [f'{name} ≤ {limit} ×'] if ratio > limit else []


def judge_ours(size, rounds):
    """What has to hold of ours alone, in each round."""
    held = min(ours.held for ours, _ in rounds)
    shown = min(ours.held_shown for ours, _ in rounds)
    skews = [skew for ours, _ in rounds for skew in ours.skews]
    print(f'call: ours at {size}: {held:.0%} of the pictures at full size in the worst round, {shown:.0%} shown, '
          f'skew {figures.spread(skews) if skews else "unknown"}')
    short = [f'{HELD:.0%} at full size {size}'] * (held < HELD)
    short += [f'{HELD:.0%} at full size {size}, shown'] * (shown < HELD)
    return short + [f'skew {size} ≤ {SKEW_MS} ms'] * (not skews or abs(statistics.median(skews)) > SKEW_MS)


def judge_shown(size, rounds, asked):
    """Whether it could be judged, and what falls short. Windows at 720p take more than some machines have: what Chromium
    does not hold there counts for nothing, and a few rounds are no median."""
    held = [(ours, theirs) for ours, theirs in rounds if theirs.shown is not None]
    if len(held) < asked:
        print(f'call: {size}, shown: not judged, Chromium held in {len(held)} rounds')
        return False, []
    return True, compare(f'processor {size}, shown', held, lambda one: one.shown / 10, SHOWN, '%')


def judge(measured, asked):
    """What falls short. `measured`: by size, the rounds in which Chromium held, each of both; `asked`: how many of each
    size there had to be; shown, of one size at least."""
    short, judged = [], []
    for size, rounds in measured.items():
        short += [f'{asked} rounds at {size} in which Chromium held'] * (len(rounds) < asked)
        if rounds:
            for name, value, limit, unit in RATIOS:
                short += compare(name.format(size), rounds, value, limit, unit)
            short += judge_ours(size, rounds)
            could, over = judge_shown(size, rounds, asked)
            judged += [size] * could
            short += over
    return short + [f'{asked} rounds, shown, in which Chromium held'] * (not judged)
