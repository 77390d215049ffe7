# SPDX-License-Identifier: GPL-3.0-or-later
"""Two of ours, and two Chromiums, in a call with each other: what both can be asked, so that they can be held against
each other.

    with OurPair(SIZE) as pair:           # or ChromiumPair(driver, SIZE, pictures)
        cold = pair.connect()             # ms from the offer to the first decoded picture, of the slower side
        warm = pair.connect_again()       # the same for another connection of the same processes
        pair.wait_full_size()
        mark = pair.mark()
        pair.share_since(mark)            # of a camera's pictures since then, those that the other decoded at full size
        pair.watch()                      # from now on each picture is looked at
        pair.read()                       # two Ways: what each of the two got of the other
"""
import bisect
import collections
import contextlib
import math
import os
import pathlib
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'harness'))
import figures  # noqa: E402
from duo_chromium import PATIENCE, Browser  # noqa: E402
from duo_pages import Room  # noqa: E402

BUILD = pathlib.Path(os.environ.get('DUO_BUILD') or os.environ['BUILD'])
SIDES = Room.SIDES
Size = collections.namedtuple('Size', 'width height rate')
Sent = collections.namedtuple('Sent', 'number at')
Seen = collections.namedtuple('Seen', 'number at width')
Heard = collections.namedtuple('Heard', 'at level delay')
Decoded = collections.namedtuple('Decoded', 'at count width')
LOOP = 90  # pictures in Chromium's camera before it begins anew
WINDOW = (1280, 800)  # as call-window.c has it
AROUND = 2500  # ms, less than that takes


def parse_size(text):
    return Size(*map(int, re.split('[x@]', text)))


class Way:
    """From one of the two to the other: pictures as they left the camera and as they were handed out, in seconds of the
    pair's clock; each has a number of its own. `heard`: sound, None where it is not known."""

    def __init__(self, sent, seen, heard=None):
        self.sent, self.seen, self.heard = sent, seen, heard

    def between(self, begin, end):
        """The same of pictures and sound that set out in that time."""
        sent = [one for one in self.sent if begin <= one.at < end]
        numbers = {one.number for one in sent}
        seen = [one for one in self.seen if one.number in numbers]
        return Way(sent, seen, self.heard and [one for one in self.heard if begin <= one.at < end])

    def delays(self):
        left = {one.number: one.at for one in self.sent}
        return [(one.at - left[one.number]) * 1000 for one in self.seen]

    def count_missed(self):
        return len({one.number for one in self.sent} - {one.number for one in self.seen})

    def share_at(self, width):
        """Of the pictures that left, those that came at full size."""
        return len({one.number for one in self.seen if one.width == width}) / max(len(self.sent), 1)

    def skews(self):
        """What sound is later than the pictures around it, ms."""
        delays = sorted(zip((one.at for one in self.seen), self.delays()))
        found = []
        for sound in self.heard or ():
            around = [delay for at, delay in delays if abs(at - sound.at) < 0.5]
            if sound.delay is not None and around:
                found.append(sound.delay - statistics.median(around))
        return found


class Pair:
    """What both kinds have in common."""

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def mark(self):
        """From where share_since() counts. Each counts what it decodes anyway, so that neither costs anything."""
        raise NotImplementedError

    def share_since(self, mark):
        """Of the pictures that a camera gives in that time, those that the other decoded at full size; of the two ways
        the worse."""
        raise NotImplementedError

    def seconds_to_say(self, since):
        """Until both had said that they look for each other again; None where they say no such thing."""
        return None

    def wait_full_size(self, seconds=PATIENCE):
        """Whether both get pictures as large as they left the camera."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if set(self.widths()) == {self.size.width}:
                return True
            threading.Event().wait(0.2)
        return False


def settle():
    """Both wait for each other a moment, as people do; it gives each the time to gather its paths."""
    threading.Event().wait(1)


# ── ours ──────────────────────────────────────────────────────────────────────────────────────────

class Engine:
    """One process of ours; its lines go to `take`, on a thread of their own."""

    def __init__(self, side, size, notes, take, shown, grain):
        self.side, self.notes = side, notes
        program = BUILD / 'tests/bench' / ('call-peer-in-window' if shown else 'call-peer')
        self.process = subprocess.Popen([str(program), side, *map(str, size), notes, *['grain'] * grain],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.thread = threading.Thread(target=self.read, args=(take,), daemon=True)
        self.thread.start()

    def read(self, take):
        for line in self.process.stdout:
            take(self.side, *line.rstrip(b'\n').partition(b' ')[::2])

    def tell(self, line):
        with contextlib.suppress(BrokenPipeError):  # the other may have ended first
            self.process.stdin.write(line + b'\n')
            self.process.stdin.flush()

    def close(self):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.thread.join(PATIENCE)
        self.process.stdout.close()


class OurPair(Pair):
    name = 'ours'

    def __init__(self, size, shown=False, grain=False):
        """`shown`: each in a window as the room has it. `grain`: in the pictures, as a camera has it."""
        self.size = size
        self.home = tempfile.mkdtemp(prefix='duo-call-')
        self.joins, self.results, self.change = {}, {}, threading.Condition()
        self.introduced, self.engines = False, {}
        for side in SIDES:
            self.engines[side] = Engine(side, size, os.path.join(self.home, side), self.take, shown, grain)

    @staticmethod
    def now():
        return time.monotonic()

    def take(self, side, word, words):
        if word == b'signal':
            self.carry(side, words)
        elif word == b'join':
            with self.change:
                self.joins[side] = words
                self.change.notify_all()
            if self.introduced:
                self.introduce()
        elif word == b'first-frame':
            with self.change:
                self.results[side] = words
                self.change.notify_all()

    def introduce(self):
        """As the service does when somebody comes in. Who offers does so at once, and the other has to know by then whose
        offer it is."""
        for side, peer in (SIDES[::-1], SIDES):
            self.engines[side].tell(b'joined ' + self.joins[peer])

    def carry(self, side, text):
        """A signal on its way to the other."""
        self.tell(SIDES[1 - SIDES.index(side)], text)

    def tell(self, side, text):
        self.engines[side].tell(b'signal ' + text)

    def wait_for_both(self, what):
        with self.change:
            if not self.change.wait_for(lambda: len(what) == 2, PATIENCE):
                ends = [engine.process.poll() for engine in self.engines.values()]
                raise RuntimeError(f'our engines did not get there: {what}; they ended with {ends}')

    def connect(self):
        self.wait_for_both(self.joins)
        settle()
        self.results.clear()
        self.introduce()
        self.introduced = True
        self.wait_for_both(self.results)
        return max(int(words) for words in self.results.values()) / 1000

    def connect_again(self):
        """Both hang up and come in again: another call of the same programs."""
        self.introduced = False
        self.joins.clear()
        for engine in self.engines.values():
            engine.process.send_signal(signal.SIGUSR2)
        return self.connect()

    def widths(self):
        for side in SIDES:
            with open(self.engines[side].notes, encoding='ascii', errors='replace') as notes:
                sizes = [line.split()[1] for line in notes if line.startswith('size') and line.endswith('\n')]
            yield int(sizes[-1]) if sizes else 0

    def watch(self):
        for engine in self.engines.values():
            engine.process.send_signal(signal.SIGUSR1)

    def move(self):
        """Who answers learns that it has another address."""
        self.engines['answers'].process.send_signal(signal.SIGHUP)

    def processor_ms(self):
        """Of one of the two."""
        return sum(figures.process_ms(engine.process.pid) for engine in self.engines.values()) / 2

    def notes(self):
        return {side: Notes(self.engines[side].notes) for side in SIDES}

    def mark(self):
        return self.now()

    def share_since(self, mark):
        end = self.now()
        return min(share_decoded(told.decoded, mark, end, self.size) for told in self.notes().values())

    def seconds_to_say(self, since):
        return max(min((at for at in told.reconnecting if at >= since), default=math.inf)
                   for told in self.notes().values()) - since

    def read(self):
        told = self.notes()
        return [Way(told[other].sent, told[side].seen, told[side].heard) for side, other in (SIDES, SIDES[::-1])]

    def close(self):
        for engine in self.engines.values():
            engine.close()
        shutil.rmtree(self.home, ignore_errors=True)


class Notes:
    """What call-peer wrote down."""

    def __init__(self, path):
        self.sent, self.seen, self.heard, self.width = [], [], [], 0
        self.decoded, self.reconnecting = [], []
        with open(path, encoding='ascii') as notes:
            # The last line may not be whole yet.
            for line in filter(lambda line: line.endswith('\n'), notes):
                word, *numbers = line.split()
                getattr(self, f'take_{word}')(*map(int, numbers[:-1]), int(numbers[-1]) / 1e6)

    def take_size(self, width, height, at):
        self.width = width

    def take_decoded(self, count, at):
        self.decoded.append(Decoded(at, count, self.width))

    def take_reconnecting(self, at):
        self.reconnecting.append(at)

    def take_sent(self, number, at):
        self.sent.append(Sent(number, at))

    def take_picture(self, number, at):
        self.seen.append(Seen(number, at, self.width))

    def take_sound(self, level, louder, at):
        """The louder piece was said at a whole second."""
        begin = at + louder / 1e6
        self.heard.append(Heard(at, level / 1000, (begin % 1.0) * 1000 if louder >= 0 else None))


def share_decoded(decoded, begin, end, size):
    full = sum(one.count for one in decoded if begin <= one.at < end and one.width == size.width)
    return full / (size.rate * (end - begin))


# ── Chromium ──────────────────────────────────────────────────────────────────────────────────────

def draw_pictures(folder, size, grain=False):
    """What our engine draws, as the two cameras."""
    files = {}
    for side, who in zip(SIDES, ('recruiter', 'talent')):
        files[side] = os.path.join(folder, f'{who}-{size.height}.y4m')
        with open(files[side], 'wb') as file:
            subprocess.run([str(BUILD / 'tests/bench/draw-y4m'), who, *map(str, size), str(LOOP), *['grain'] * grain], stdout=file, check=True)
    return files


class ChromiumPair(Pair):
    name = 'Chromium'

    def __init__(self, driver, size, pictures=None, room=None, shown=False):
        """`shown`: each in a window with the same in it as ours."""
        self.size, self.room, self.browsers = size, room or Room(HERE), {}
        try:
            for side in SIDES:
                self.browsers[side] = Browser(driver, size.rate, picture=pictures and pictures[side], window=WINDOW if shown else None)
                self.browsers[side].open(self.room.address('call_page.html', side=side, **size._asdict(),
                                                           **{'shown': 1} if shown else {}))
            self.wait('state.ready')
        except Exception:
            self.close()
            raise

    @staticmethod
    def now():
        return time.time()

    def wait(self, expression):
        return [self.browsers[side].wait(expression) for side in SIDES]

    def tell(self, words):
        for side in SIDES:
            self.room.tell(side, words)

    def connect(self):
        settle()
        self.room.tell('offers', b'{"go": true}')
        return max(self.wait('state.milliseconds'))

    def connect_again(self):
        self.tell(b'{"again": true}')
        self.wait('state.again')
        return self.connect()

    def reports(self):
        return [self.browsers[side].run('return report()') for side in SIDES]

    def widths(self):
        return [one['width'] for one in self.reports()]

    def mark(self):
        return self.reports()

    def share_since(self, mark):
        return share_reported(mark, self.reports(), self.size)

    def watch(self):
        self.tell(b'{"watch": true}')

    def move(self):
        """As a page does that hears of another address: it looks for paths again at once."""
        self.tell(b'{"moved": true}')

    def processor_ms(self):
        """Of one of the two."""
        return sum(browser.processor_ms() for browser in self.browsers.values()) / 2

    def read(self):
        told = {side: self.browsers[side].run('return [state.sent, state.seen]') for side in SIDES}
        return [join(told[other][0], told[side][1]) for side, other in (SIDES, SIDES[::-1])]

    def close(self):
        for browser in self.browsers.values():
            browser.close()
        self.room.close()


def share_reported(before, after, size):
    """Between two reports of both: all of them were at full size where they are at either end, and no size was changed."""
    if any(one['width'] != size.width for one in before + after) or \
            any(end['changes'] != begin['changes'] for begin, end in zip(before, after)):
        return 0
    return min((end['frames'] - begin['frames']) / (size.rate * (end['at'] - begin['at']))
               for begin, end in zip(before, after))


def join(sent, seen):
    """A Way. The camera begins anew after LOOP pictures, and shows the first of them twice: who comes is the first of that
    number that left since it last came around, and has not come yet."""
    left, times = [], collections.defaultdict(list)
    for count, (number, at, _) in enumerate(sent):
        left.append(Sent(count, at / 1000))
        times[number].append((at, count))
    arrived, known = [], set()
    for number, at, width in seen:
        count = next((count for begin, count in times[number] if at - AROUND < begin <= at and count not in known), None)
        if count is not None:
            known.add(count)
            arrived.append(Seen(count, at / 1000, width))
    return Way(left, arrived)
