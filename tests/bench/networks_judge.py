# SPDX-License-Identifier: GPL-3.0-or-later
"""What the figures of `bench networks` are, and have to be: ours against Chromium's over the same network, as medians; what
is said and heard, in each round."""
import collections
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'harness'))
import figures  # noqa: E402

SAYS = {'loss': '5 % loss and 100 ms', '500k': '500 kbit/s', '250k': '250 kbit/s', 'cut': 'a 10 s cut',
        'moved': 'another address'}
MORE, MISSED, BITRATE = 1.1, 3, 0.9
SILENCE, SAID, BACK = 1.0, 3.0, 1.0  # seconds
SKEW = 0.1  # seconds; over a new connection both begin at once, and a sound is heard later than a picture is decoded
AUDIBLE = 0.04  # of full scale; the tone has 0.15
FREEZE = 0.15  # seconds more than a picture's time
QUIET = 0.1  # seconds without a sound that are a silence; what was on its way when the path broke is heard before it

# Seconds, ms of delay, bit/s; `back`, `sound` and `said` are None where nothing broke, the last two and `silence` of a
# Chromium, and `said` where the path was not cut. `full`: whether it was at full size before.
Figures = collections.namedtuple('Figures', 'full missed frozen delay bitrate silence back sound said')
LINES = (('missed', 'pictures', 1, 0), ('frozen', 's', 1, 2), ('delay', 'ms', 1, 0), ('bitrate', 'kbit/s', 1000, 0),
         ('back', 's', 1, 2))


# ── of one way from `begin` to `end` ──────────────────────────────────────────────────────────────

def find_gaps(times, begin, end):
    """Between those of them that are within, as pairs."""
    inside = [begin, *sorted(at for at in times if begin <= at < end), end]
    return list(zip(inside, inside[1:]))


def find_silences(way, begin, end):
    return find_gaps((one.at for one in way.heard if one.level > AUDIBLE), begin, end)


def measure_frozen(way, begin, end, rate):
    gaps = [later - earlier for earlier, later in find_gaps((one.at for one in way.seen), begin, end)]
    return sum(gap for gap in gaps if gap > 1 / rate + FREEZE)


def measure_silence(way, begin, end):
    return max(later - earlier for earlier, later in find_silences(way, begin, end))


def measure_back(way, begin, end):
    """To the first picture that has left the camera since."""
    since = {one.number for one in way.sent if one.at >= begin}
    return min((one.at for one in way.seen if one.number in since), default=end) - begin


def measure_sound(way, begin, end):
    """To the end of the first silence; where there is none, to the first sound."""
    gaps = find_silences(way, begin, end)
    return next((gap for gap in gaps if gap[1] - gap[0] > QUIET), gaps[0])[1] - begin


# ── of all rounds ─────────────────────────────────────────────────────────────────────────────────

def list_values(side, what):
    return [getattr(one, what) for one in side]


def print_lines(name, ours, theirs):
    for what, unit, scale, digits in LINES:
        if getattr(ours[0], what) is not None:
            mine, other = (figures.spread([value / scale for value in list_values(side, what)], unit, digits)
                           for side in (ours, theirs))
            print(f'networks: {SAYS[name]}: {what}: ours {mine}, Chromium {other}')
    for what, words in (('sound', 'sound back'), ('said', 'reconnecting said'), ('silence', 'silent at most')):
        if getattr(ours[0], what) is not None:
            print(f'networks: {SAYS[name]}: {words}: ours {figures.spread(list_values(ours, what), "s", 2)}')


def judge_medians(ours, theirs):
    for what, more in (('missed', MISSED), ('frozen', 0), ('delay', 0)):
        mine, other = (statistics.median(list_values(side, what)) for side in (ours, theirs))
        if mine > MORE * other + more:
            yield what
    mine, other = (statistics.median(list_values(side, 'bitrate')) for side in (ours, theirs))
    if mine < BITRATE * other:
        yield 'bitrate'


def judge_return(name, ours):
    """Of a network that broke."""
    back, sound = (statistics.median(list_values(ours, what)) for what in ('back', 'sound'))
    if back > BACK:
        yield 'back'
    if sound > back + SKEW * (name == 'moved'):
        yield 'sound back first'
    if name == 'cut' and max(list_values(ours, 'said')) > SAID:
        yield 'reconnecting said'


def judge_network(name, rounds):
    ours, theirs = zip(*rounds)
    print_lines(name, ours, theirs)
    yield from judge_medians(ours, theirs)
    if not all(list_values(ours, 'full')):
        yield 'full size before'
    if max(list_values(ours, 'silence')) > SILENCE:
        yield 'silence'
    if ours[0].back is not None:
        yield from judge_return(name, ours)


def judge(measured, asked):
    """What falls short. `measured`: by network, the rounds of both in which Chromium was at full size before; `asked`: how
    many of each there had to be."""
    short = []
    for name, rounds in measured.items():
        if len(rounds) < asked:
            short.append(f'{asked} rounds over {SAYS[name]}')
        if rounds:
            short += [f'{what} over {SAYS[name]}' for what in judge_network(name, rounds)]
    return short
