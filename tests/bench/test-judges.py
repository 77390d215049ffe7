#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benches of the call say of figures: those at the bar fall short of nothing, and each that is pushed over its
bar is named, it alone. Nobody calls anybody."""
import os
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
os.environ.setdefault('DUO_BUILD', '.')
import call_judge  # noqa: E402
import networks_judge  # noqa: E402
from call_pairs import Decoded, Heard, Seen, Sent, Size, Way, share_decoded, share_reported  # noqa: E402

SMALL, LARGE, ROUNDS = '640x360@30', '1280x720@30', 10
WRONG = []


def expect(what, found, wanted):
    print(f'# {what}: {found}')
    if found != wanted:
        WRONG.append(f'{what}: {found} instead of {wanted}')


# ── bench call ────────────────────────────────────────────────────────────────────────────────────

CHROMIUM = call_judge.Figures(cold=200, warm=100, hidden=200, delay=20, skews=[], held=0.95, shown=300, held_shown=0.95)
OURS = call_judge.Figures(cold=200, warm=60, hidden=130, delay=10, skews=[100, -100, 100], held=0.95, shown=240,
                          held_shown=0.95)


def judge_call(change, rounds=ROUNDS, worst_only=False):
    """`change`: of ours, in every round or in one."""
    ours = [OURS] * (rounds - 1) + [OURS._replace(**change)] if worst_only else [OURS._replace(**change)] * rounds
    return call_judge.judge({SMALL: [(one, CHROMIUM) for one in ours]}, ROUNDS)


def test_call():
    expect('call at the bar', judge_call({}), [])
    for what, value, wanted in (('cold', 201, 'first picture 640x360@30, cold ≤ 1.0 ×'),
                                ('warm', 61, 'first picture 640x360@30, warm ≤ 0.6 ×'),
                                ('delay', 10.1, 'delay 640x360@30 ≤ 0.5 ×'),
                                ('hidden', 131, 'processor 640x360@30 ≤ 0.65 ×'),
                                ('shown', 241, 'processor 640x360@30, shown ≤ 0.8 ×'),
                                ('skews', [101], 'skew 640x360@30 ≤ 100 ms'),
                                ('skews', [-101], 'skew 640x360@30 ≤ 100 ms'),
                                ('skews', [], 'skew 640x360@30 ≤ 100 ms')):
        expect(f'call, {what} {value}', judge_call({what: value}), [wanted])
    expect('call, one round not at full size', judge_call({'held': 0.94}, worst_only=True), ['95% at full size 640x360@30'])
    expect('call, one shown not at full size', judge_call({'held_shown': 0.94}, worst_only=True),
           ['95% at full size 640x360@30, shown'])
    expect('call, one round slow', judge_call({'cold': 1000}, worst_only=True), [])
    expect('call, one round too few', judge_call({}, rounds=ROUNDS - 1),
           ['10 rounds at 640x360@30 in which Chromium held', '10 rounds, shown, in which Chromium held'])
    never = '10 rounds, shown, in which Chromium held'
    expect('call, no round', call_judge.judge({SMALL: []}, ROUNDS),
           ['10 rounds at 640x360@30 in which Chromium held', never])
    unheld = [(OURS, CHROMIUM._replace(shown=None, held_shown=None))]
    held = [(OURS, CHROMIUM)] * ROUNDS
    expect('call, never held in windows', call_judge.judge({SMALL: unheld * ROUNDS}, ROUNDS), [never])
    expect('call, once not held in windows', call_judge.judge({SMALL: held[1:] + unheld}, ROUNDS), [never])
    expect('call, held in windows at one size', call_judge.judge({SMALL: held, LARGE: unheld * ROUNDS}, ROUNDS), [])
    expect('call, over the bar beside what was not held', call_judge.judge(
        {SMALL: [(OURS._replace(shown=241), CHROMIUM)] * ROUNDS, LARGE: unheld * ROUNDS}, ROUNDS),
           ['processor 640x360@30, shown ≤ 0.8 ×'])
    expect('call, ours not held in windows', call_judge.judge(
        {SMALL: held, LARGE: [(OURS._replace(held_shown=0.94), unheld[0][1])] * ROUNDS}, ROUNDS),
           ['95% at full size 1280x720@30, shown'])


def test_shares():
    size, told = Size(640, 360, 30), [Decoded(i / 30, 1, 640 if i < 30 else 320) for i in range(60)]
    expect('ours, at full size', share_decoded(told, 0, 1, size), 1)
    expect('ours, half of it smaller', share_decoded(told, 0, 2, size), 0.5)
    begin = [{'at': 0, 'frames': 5, 'width': 640, 'changes': 1}] * 2
    end = [{'at': 10, 'frames': 305, 'width': 640, 'changes': 1}, {'at': 10, 'frames': 290, 'width': 640, 'changes': 1}]
    expect('Chromium, the worse way', share_reported(begin, end, size), 0.95)
    expect('Chromium, smaller meanwhile', share_reported(begin, [{**end[0], 'changes': 3}, end[1]], size), 0)
    expect('Chromium, smaller at the end', share_reported(begin, [{**end[0], 'width': 320}, end[1]], size), 0)
    expect('Chromium, smaller at the begin', share_reported([{**begin[0], 'width': 320}, begin[1]], end, size), 0)


# ── bench networks ────────────────────────────────────────────────────────────────────────────────

THEIRS = networks_judge.Figures(full=True, missed=10, frozen=1.0, delay=100, bitrate=100000, silence=None, back=2.0,
                                sound=None, said=None)
WHOLE = networks_judge.Figures(full=True, missed=14, frozen=1.1, delay=110, bitrate=90000, silence=1.0, back=None,
                               sound=None, said=None)
BROKE = {'cut': {'back': 1.0, 'sound': 1.0, 'said': 3.0}, 'moved': {'back': 1.0, 'sound': 1.1}}
OVER = (('missed', 15, 'missed'), ('frozen', 1.12, 'frozen'), ('delay', 111, 'delay'), ('bitrate', 89000, 'bitrate'))
BROKE_OVER = {'cut': (('back', 1.01, 'back'), ('sound', 1.01, 'sound back first')),
              'moved': (('back', 1.01, 'back'), ('sound', 1.11, 'sound back first'))}
WORST_OVER = (('silence', 1.01, 'silence'), ('full', False, 'full size before'))


def judge_network(name, change, worst_only=False, rounds=ROUNDS):
    good = WHOLE._replace(**BROKE.get(name, {}))
    ours = [good] * (rounds - 1) + [good._replace(**change)] if worst_only else [good._replace(**change)] * rounds
    return networks_judge.judge({name: [(one, THEIRS) for one in ours]}, ROUNDS)


def test_network(name):
    says = networks_judge.SAYS[name]
    expect(f'{name} at the bar', judge_network(name, {}), [])
    for what, value, wanted in OVER + BROKE_OVER.get(name, ()):
        expect(f'{name}, {what} {value}', judge_network(name, {what: value}), [f'{wanted} over {says}'])
        expect(f'{name}, {what} {value} once', judge_network(name, {what: value}, worst_only=True), [])
    for what, value, wanted in WORST_OVER + (('said', 3.01, 'reconnecting said'),) * (name == 'cut'):
        expect(f'{name}, {what} {value} once', judge_network(name, {what: value}, worst_only=True),
               [f'{wanted} over {says}'])
    expect(f'{name}, one round too few', judge_network(name, {}, rounds=ROUNDS - 1), [f'10 rounds over {says}'])
    expect(f'{name}, no round', networks_judge.judge({name: []}, ROUNDS), [f'10 rounds over {says}'])


def test_ways():
    """Pictures 0 and 1 left before 10.05, and 1 comes after; 3 never comes; the sound is away from 10.06 to 10.5."""
    sent = [Sent(number, 9.9 + number / 10) for number in range(5)]
    seen = [Seen(0, 9.95, 640), Seen(1, 10.05, 640), Seen(2, 10.15, 640), Seen(4, 10.35, 320)]
    way = Way(sent, seen, [Heard(at, 0.15, None) for at in (10.02, 10.04, 10.06, 10.5, 10.52)])
    within = way.between(10.05, 11)
    expect('pictures that set out since', [one.number for one in within.sent], [2, 3, 4])
    expect('missed', within.count_missed(), 1)
    expect('at full size', round(within.share_at(640), 2), 0.33)
    expect('delay', round(statistics.median(within.delays())), 50)
    expect('heard since', len(within.heard), 3)
    expect('nobody listens', Way(sent, seen).between(10, 11).heard, None)
    expect('frozen', round(networks_judge.measure_frozen(way, 10, 11, 30), 2), 0.85)
    expect('silence', round(networks_judge.measure_silence(way, 10, 10.6), 2), 0.44)
    expect('back', round(networks_judge.measure_back(way, 10.01, 11), 2), 0.14)
    expect('sound back', round(networks_judge.measure_sound(way, 10, 10.6), 2), 0.5)
    expect('sound not away', round(networks_judge.measure_sound(way, 10, 10.07), 2), 0.02)
    deaf = Way(sent, [], [])
    expect('never anything', [round(measure(deaf, 10, 11), 2) for measure in (
        networks_judge.measure_back, networks_judge.measure_sound, networks_judge.measure_silence)], [1, 1, 1])


def main():
    test_call()
    test_shares()
    for name in networks_judge.SAYS:
        test_network(name)
    test_ways()
    print(*(f'WRONG {what}' for what in WRONG), sep='\n')
    sys.exit(1 if WRONG else 0)


if __name__ == '__main__':
    main()
