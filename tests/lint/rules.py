# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house, one function each. Each takes a Tree and yields Faults; it reads text only."""
import collections
import os
import pathlib
import re
import shutil
import subprocess

Fault = collections.namedtuple('Fault', 'path line what')

# folder: (folders of the project that it may use, outside libraries that it may use)
LAYERS = {
    'domain': (set(), ''),
    'protocol': ({'domain'}, r'json-glib'),
    'model': ({'domain'}, ''),
    'client': ({'protocol', 'domain', 'model'}, r'libsoup|libsecret|sqlite3|json-glib|sodium'),
    'call': ({'protocol', 'domain'}, r'gst/|nice|sodium|json-glib'),
    'app': ({'client', 'call', 'model', 'protocol', 'domain'},
            r'gtk/|adwaita|gdk/|gsk/|gst/|libportal|libical|json-glib'),
    'store': ({'domain'}, r'sqlite3|libpq'),
    'server': ({'store', 'protocol', 'domain'}, r'microhttpd|wslay|sodium|curl/|libical|json-glib|systemd/|zlib'),
}
GUARDED = (r'gtk/|adwaita|gdk/|gsk/|libsoup|gst/|nice/|sqlite3|libpq|microhttpd|wslay|sodium|curl/|libsecret|'
           r'libportal|libical|json-glib')

LONGEST_FUNCTION = 80
DEEPEST_BLOCK = 3
LONGEST_FILE = 700
MEDIAN_FUNCTION, P95_FUNCTION, MEDIAN_FILE = 15, 45, 250

BLOCKED = {
    r'(?:v?sprintf|strcpy|strcat|strncpy|strncat|gets|strtok|atoi|atol|atof|alloca)': 'it has no bounds or no errors',
    r'(?:g_usleep|usleep|sleep|nanosleep)': 'wait for the event instead',
    r'(?:printf|puts|putchar)': 'use g_message() or g_print()',
    r'(?:system|popen)': 'a shell is nobody\'s friend',
    r'(?:rand|srand|random|drand48)': 'it can be guessed',
    r'(?:g_dgettext|g_dngettext|g_dpgettext2?)': 'the translators are not shown what it says: _(), C_() or ngettext()',
    r'(?:setjmp|longjmp)': 'cleanups would not run',
    r'(?:gtk_accessible_announce)': 'GTK forgets what a hidden widget announces: duo_announce()',
    r'(?:asctime|ctime|gmtime|localtime|strtod|setlocale_r)': 'it is not thread safe, or depends on the locale',
}
# Those by whom it is done for all others.
ALLOWED = {'gtk_accessible_announce': ('src/app/shell/duo-announce.c', 'src/app/shell/duo-window.c')}
NAPS = r'\b(?:g_usleep|usleep|time\.sleep|nanosleep)\s*\(|^\s*sleep\s+[\d.]'
SPOKEN = (r'label|title|subtitle|description|tooltip-text|placeholder-text|heading|body|button-label|'
          r'text|secondary-text|prompt')


class Tree:
    """The files of a checkout that git knows or would take."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        listed = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], cwd=root,
                                capture_output=True, text=True, check=True).stdout.split('\0')
        self.paths = sorted(p for p in listed if p and (self.root / p).is_file())

    def find(self, *patterns):
        return [p for p in self.paths if any(re.fullmatch(pattern, p) for pattern in patterns)]

    def read(self, path):
        return (self.root / path).read_text(encoding='utf-8', errors='replace')


def without_words(text):
    """C without the contents of strings and comments, line by line as it was."""
    def blank(match):
        return re.sub(r'[^\n"\']', ' ', match.group(0))
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


def functions(text):
    """(first line, length, name, deepest block) of each function: its braces stand in column 0."""
    lines = without_words(text).split('\n')
    start = None
    for i, line in enumerate(lines):
        if line == '{' and start is None and not re.match(r'(typedef |static const |const )?(struct|enum|union)\b', lines[i - 1]):
            start = i
        elif start is not None and line.startswith('}'):
            yield start + 1, i - start + 1, name_before(lines, start), deepest(lines[start:i + 1])
            start = None


def name_before(lines, brace):
    for line in reversed(lines[max(0, brace - 14):brace]):
        match = re.match(r'([A-Za-z_]\w*) \(', line)
        if match:
            return match.group(1)
    return '?'


def deepest(lines):
    depth = most = 0
    for char in ''.join(lines):
        depth += (char == '{') - (char == '}')
        most = max(most, depth)
    return most - 1


def rank(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0


def solid(text):
    return sum(1 for line in text.split('\n') if line.strip())


def sizes(tree):
    lengths, files = [], []
    for path in tree.find(r'src/.*\.c'):
        text = tree.read(path)
        files.append(solid(text))
        if files[-1] > LONGEST_FILE:
            yield Fault(path, 1, f'{files[-1]} lines, where {LONGEST_FILE} are the ceiling')
        for line, length, name, depth in functions(text):
            lengths.append(length)
            if length > LONGEST_FUNCTION:
                yield Fault(path, line, f'{name}() has {length} lines, where {LONGEST_FUNCTION} are the ceiling')
            if depth > DEEPEST_BLOCK:
                yield Fault(path, line, f'{name}() nests {depth} deep, where {DEEPEST_BLOCK} are enough')
    for what, value, most in (('median function', rank(lengths, .5), MEDIAN_FUNCTION),
                              ('95 % of functions', rank(lengths, .95), P95_FUNCTION),
                              ('median file', rank(files, .5), MEDIAN_FILE)):
        if value > most:
            yield Fault('src', 0, f'{what}: {value} lines, where {most} are wanted')


def layers(tree):
    homes = collections.defaultdict(set)
    for path in tree.find(r'src/[^/]+/.*\.h'):
        homes[os.path.basename(path)].add(path.split('/')[1])
    for path in tree.find(r'src/[^/]+/.*\.[ch]'):
        folder = path.split('/')[1]
        if folder not in LAYERS:
            yield Fault(path, 1, f'{folder}/ is no layer')
            continue
        for number, line in enumerate(tree.read(path).split('\n'), 1):
            include = re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', line)
            what = include and crossing(folder, include.group(1), homes)
            if what:
                yield Fault(path, number, what)


def crossing(folder, include, homes):
    may, libraries = LAYERS[folder]
    at = homes.get(os.path.basename(include), set())
    if at:
        return None if folder in at or at & may else f'{folder} may not use {", ".join(sorted(at))} ({include})'
    if re.match(GUARDED, include) and not (libraries and re.match(libraries, include)):
        return f'{folder} may not use <{include}>'
    return None


def names(tree):
    """Two headers of one name: which of them is meant depends on the order of the include paths."""
    seen = {}
    for path in tree.find(r'src/.*\.h'):
        name = os.path.basename(path)
        if name in seen:
            yield Fault(path, 1, f'{seen[name]} has that name already')
        seen[name] = path


def blocked(tree):
    for path in tree.find(r'src/.*\.[ch]'):
        for number, line in enumerate(without_words(tree.read(path)).split('\n'), 1):
            for call, why in BLOCKED.items():
                match = re.search(r'(?<![\w.>])(' + call + r')\s*\(', line)
                if match and path not in ALLOWED.get(match.group(1), ()):
                    yield Fault(path, number, f'{match.group(1)}() is blocked: {why}')
            if re.search(r'\bgoto\b', line):
                yield Fault(path, number, 'goto is blocked: g_autoptr cleans up')


def later(tree):
    for path in tree.find(r'(src|tests|data|resources)/.*\.(c|h|py|sh|js|mjs|ui|sql|css)', r'run'):
        if path.startswith('tests/lint/'):
            continue
        for number, line in enumerate(tree.read(path).split('\n'), 1):
            if re.search(r'\b(TO' r'DO|FIX' r'ME|X' r'XX|HA' r'CK)\b', line):
                yield Fault(path, number, 'left for later')


def naps(tree):
    for path in tree.paths:
        if not path.startswith('tests/') or path.startswith('tests/lint/'):
            continue
        if not (path.endswith(('.c', '.h', '.py', '.sh', '.js', '.mjs')) or os.access(tree.root / path, os.X_OK)):
            continue
        for number, line in enumerate(tree.read(path).split('\n'), 1):
            if re.search(NAPS, line):
                yield Fault(path, number, 'a test that sleeps: wait for the event, with a bound')


def spdx(tree):
    for path in tree.paths:
        wanted = path.endswith(('.c', '.h', '.py', '.sh', '.js', '.mjs', '.ui', '.css', '.sql'))
        if not wanted and (os.path.splitext(path)[1] or not os.access(tree.root / path, os.X_OK)):
            continue
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(tree.read(path).split('\n')[:3]):
            yield Fault(path, 1, 'no SPDX line')


def words(tree):
    """Every spoken text in a template can be translated, in every place that says one."""
    for path in tree.find(r'resources/.*\.ui'):
        for number, line in enumerate(tree.read(path).split('\n'), 1):
            spoken = re.search(r'<(?:property|attribute) name="(' + SPOKEN + r')"([^>]*)>([^<]*[A-Za-z]{2}[^<]*)<', line)
            if spoken and not re.search(r'translatable="(yes|true|no)"', spoken.group(2)):
                yield Fault(path, number, f'"{spoken.group(3).strip()[:40]}" cannot be translated')


def speaks(path, text):
    if path.endswith(('.ui', '.blp')):
        return 'translatable="yes"' in text or 'translatable="true"' in text
    if path.endswith('.c'):
        return bool(re.search(r'(?<!\w)(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"', text))
    return path.startswith('data/') and bool(re.search(r'\.(desktop|metainfo\.xml)\.in(\.in)?$|\.gschema\.xml$', path))


def speakers(tree):
    return [p for p in tree.find(r'(src|resources|data)/.*') if speaks(p, tree.read(p))]


def potfiles(tree):
    """What the translators are given: all that speaks, and nothing that is not there."""
    listed = {line.strip() for line in tree.read('po/POTFILES.in').split('\n')
              if line.strip() and not line.startswith('#')}
    for path in speakers(tree):
        if path not in listed:
            yield Fault(path, 1, 'speaks, but is not in po/POTFILES.in')
    for path in sorted(listed):
        if not (tree.root / path).is_file():
            yield Fault('po/POTFILES.in', 1, f'{path} does not exist')


def places(tree):
    """Nothing that is committed names a directory of the machine on which it was written."""
    home = r'(?<![\w.$}/-])/(?:home/\w|root/|work/(?:wt|main|shared|contract)\b)'
    for path in tree.paths:
        if path.endswith(('.png', '.svg', '.db', '.y4m')) or path.startswith('tests/lint/'):
            continue
        for number, line in enumerate(tree.read(path).split('\n'), 1):
            if re.search(home, line):
                yield Fault(path, number, 'names a directory of one machine')


def seed(tree):
    """Every sentence of the seed names the tests that show it, which are run; and each of those that are its alone has one."""
    table, tests = 'tests/ui/SEED.md', tree.find(r'tests/ui/test-seed-.*\.py')
    if table not in tree.paths:
        if tests:
            yield Fault(table, 1, 'there are tests of the seed, and no table of its sentences')
        return
    defined, run = {}, set()
    build = 'tests/ui/meson.build'
    listed = set(re.findall(r"'([\w-]+)'", re.findall(r'^ui_tests = \[(.*?)\]', tree.read(build), re.M | re.S)[-1])) \
        if build in tree.paths else None
    for path in sorted(tree.find(r'tests/ui/test-.*\.py'), key=lambda path: path in tests):
        text = tree.read(path)
        if listed is not None and path[len('tests/ui/test-'):-len('.py')] not in listed:
            yield Fault(path, 1, 'is in no list of tests/ui/meson.build, so nobody runs it')
        defined |= {name: path for name in re.findall(r'^def (test_\w+)', text, re.M)}
        run |= set(re.findall(r'test_\w+', text[text.rfind('\nrun('):]))
    named = set()
    for expected, (line, number, shown) in enumerate(sentences(tree.read(table)), 1):
        names = re.findall(r'`(test_\w+)`', shown)
        if number != expected:
            yield Fault(table, line, f'sentence {expected} is missing')
        if not names and shown != 'states no behaviour':
            yield Fault(table, line, f'sentence {number} has no test')
        for name in names:
            if name not in defined or name not in run:
                yield Fault(table, line, f'{name} is {"not run" if name in defined else "no test"}')
        named |= set(names)
    own = {name for name, path in defined.items() if path in tests}
    for name in sorted(own - named - {'test_nothing_was_complained_about'}):
        yield Fault(defined[name], 1, f'{name} shows no sentence of {table}')


def sentences(text):
    """(line, number, what shows it) of every row of the table."""
    for line, row in enumerate(text.split('\n'), 1):
        found = re.fullmatch(r'\| (\d+) \|.*\| (.*) \|', row)
        if found:
            yield line, int(found.group(1)), found.group(2).strip()


def formatting(tree):
    program = shutil.which('clang-format')
    sources = tree.find(r'(src|tests)/.*\.[ch]')
    if not program:
        yield Fault('.clang-format', 1, 'clang-format is not installed, so nothing was looked at')
        return
    told = subprocess.run([program, '--dry-run', '-Werror', *sources], cwd=tree.root, capture_output=True, text=True,
                          check=False).stderr if sources else ''
    for path in sorted(set(re.findall(r'^([^:\n]+):\d+:\d+: error', told, re.M))):
        yield Fault(path, 1, 'is not in the project\'s format: ./run format')


RULES = {rule.__name__: rule for rule in (sizes, layers, names, blocked, later, naps, spdx, words, potfiles, places,
                                          seed, formatting)}
