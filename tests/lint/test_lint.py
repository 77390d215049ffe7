#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The negative control of lint: a checkout that keeps the rules passes, and each fault put into it is named."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

LINT = pathlib.Path(__file__).resolve().parent / 'lint'
SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
GOOD = {
    '.clang-format': (LINT.parents[2] / '.clang-format').read_text(),
    'po/POTFILES.in': '# what speaks\nsrc/app/duo-page.c\nresources/ui/duo-page.ui\n',
    'src/domain/duo-day.h': SPDX + '#pragma once\n',
    'src/domain/duo-day.c': SPDX + '\n#include "duo-day.h"\n\n/* goto and strcpy () in a comment */\n'
                                   'static const char *word = "printf (goto)";\n',
    'src/protocol/duo-wire.h': SPDX + '#pragma once\n#include <json-glib/json-glib.h>\n#include "duo-day.h"\n',
    'src/app/duo-page.c': SPDX + '\n#include <gtk/gtk.h>\n\nstatic const char *\ntext (void)\n{\n'
                                 '  return _ ("Hello");\n}\n',
    'resources/ui/duo-page.ui': '<?xml version="1.0"?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n'
                                '<property name="label" translatable="yes">Hello</property>\n'
                                '<property name="label">…</property>\n',
    'tests/unit/test-day.c': SPDX,
    'tests/ui/SEED.md': '| 1 | it books | `test_books` |\n| 2 | it is nice | states no behaviour |\n',
    'tests/ui/meson.build': "ui_tests = [\n  'seed-book',\n]\n",
    'tests/ui/test-seed-book.py': '# ' + SPDX + 'def test_books():\n    pass\n\n\nrun(test_books)\n',
}


def function(lines):
    return '\nstatic void\nlong_one (void)\n{\n' + '  call ();\n' * lines + '}\n'


def nested(depth):
    return '\nstatic void\ndeep_one (void)\n{\n' + 'if (a) {\n' * depth + '}\n' * depth + '}\n'


# rule: (file, what is put at its end, what lint must say of it)
FAULTS = {
    'sizes: long function': ('src/domain/duo-day.c', function(80), 'long_one() has 82 lines'),
    'sizes: deep function': ('src/domain/duo-day.c', nested(4), 'deep_one() nests 4 deep'),
    'sizes: long file': ('src/domain/duo-day.c', 'int a;\n' * 701, '705 lines'),
    'sizes: median': ('src/domain/duo-day.c', ''.join(function(17) for _ in range(5)), 'median function'),
    'layers: upwards': ('src/domain/duo-day.c', '#include "duo-wire.h"\n', 'domain may not use protocol'),
    'layers: library': ('src/domain/duo-day.c', '#include <gtk/gtk.h>\n', 'domain may not use <gtk/gtk.h>'),
    'layers: folder': ('src/misc/duo-thing.c', SPDX, 'misc/ is no layer'),
    'names: twice': ('src/server/duo-day.h', SPDX, 'src/domain/duo-day.h has that name already'),
    'blocked: strcpy': ('src/domain/duo-day.c', 'void f (void) { strcpy (a, b); }\n', 'strcpy() is blocked'),
    'blocked: sprintf': ('src/domain/duo-day.c', 'void f (void) { sprintf (a, b); }\n', 'sprintf() is blocked'),
    'blocked: g_usleep': ('src/domain/duo-day.c', 'void f (void) { g_us' 'leep (5); }\n', 'g_us' 'leep() is blocked'),
    'blocked: printf': ('src/domain/duo-day.c', 'void f (void) { printf ("x"); }\n', 'printf() is blocked'),
    'blocked: g_dngettext': ('src/domain/duo-day.c', 'void f (void) { g_dngettext (NULL, "a", "b", 2); }\n',
                             'g_dngettext() is blocked'),
    'blocked: announce': ('src/app/room/duo-day.c', 'void f (void) { gtk_accessible_announce (a, b, 0); }\n',
                          'gtk_accessible_announce() is blocked'),
    'blocked: goto': ('src/domain/duo-day.c', 'void f (void) { goto out; }\n', 'goto is blocked'),
    'later: word': ('src/domain/duo-day.c', '/* TO' 'DO */\n', 'left for later'),
    'naps: C': ('tests/unit/test-day.c', 'void f (void) { g_us' 'leep (5); }\n', 'a test that sleeps'),
    'naps: Python': ('tests/ui/test-day.py', '# ' + SPDX + 'time.sl' 'eep(1)\n', 'a test that sleeps'),
    'spdx: C': ('src/domain/duo-new.c', 'int a;\n', 'no SPDX line'),
    'spdx: template': ('resources/ui/duo-new.ui', '<interface/>\n', 'no SPDX line'),
    'words: label': ('resources/ui/duo-page.ui', '<property name="label">Hello</property>\n',
                     '"Hello" cannot be translated'),
    'words: menu': ('resources/ui/duo-page.ui', '<attribute name="label">Quit</attribute>\n',
                    '"Quit" cannot be translated'),
    'potfiles: source': ('src/app/duo-other.c', SPDX + 'char *a = _ ("b");\n', 'not in po/POTFILES.in'),
    'potfiles: gone': ('po/POTFILES.in', 'src/app/duo-gone.c\n', 'src/app/duo-gone.c does not exist'),
    'places: home': ('src/domain/duo-day.c', '/* see /home' '/ada/notes */\n', 'names a directory of one machine'),
    'seed: no test': ('tests/ui/SEED.md', '| 3 | it moves | `test_moves` |\n', 'test_moves is no test'),
    'seed: without': ('tests/ui/SEED.md', '| 3 | it moves |  |\n', 'sentence 3 has no test'),
    'seed: gap': ('tests/ui/SEED.md', '| 4 | it moves | `test_books` |\n', 'sentence 3 is missing'),
    'seed: not run': ('tests/ui/test-seed-book.py', '\nrun()\n', 'test_books is not run'),
    'seed: not listed': ('tests/ui/test-late.py', '# ' + SPDX + 'def test_late():\n    pass\n\n\nrun(test_late)\n',
                         'is in no list of tests/ui/meson.build'),
    'seed: no sentence': ('tests/ui/test-seed-book.py', 'def test_late():\n    pass\n', 'test_late shows no sentence'),
    'formatting: space': ('src/domain/duo-day.c', 'int   a  ;\n', 'not in the project\'s format'),
}


class TestLint(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.directory.name)
        self.addCleanup(self.directory.cleanup)
        subprocess.run(['git', 'init', '-q', self.root], check=True)
        for path, text in GOOD.items():
            self.put(path, text)

    def put(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        with open(self.root / path, 'a', encoding='utf-8') as file:
            file.write(text)

    def lint(self, *rules):
        return subprocess.run([sys.executable, LINT, '--root', self.root, *rules], capture_output=True, text=True,
                              check=False)

    def test_good_tree_passes(self):
        told = self.lint()
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)

    def test_unknown_rule_is_refused(self):
        self.assertEqual(self.lint('manners').returncode, 2)

    def test_every_rule_has_a_fault(self):
        listed = subprocess.run([sys.executable, LINT, '--list'], capture_output=True, text=True, check=True).stdout
        self.assertEqual({name.split(':')[0] for name in FAULTS}, set(listed.split()))

    def test_ignored_files_are_not_looked_at(self):
        self.put('.gitignore', '/build/\n')
        self.put('build/src/duo-made.c', 'int a;\n')
        self.assertEqual(self.lint().returncode, 0)


def make_test(name, path, text, said):
    def test(self):
        self.put(path, text)
        told = self.lint(name.split(':')[0])
        self.assertEqual(told.returncode, 1, told.stdout + told.stderr)
        self.assertIn(said, told.stdout)
    return test


for _name, (_path, _text, _said) in FAULTS.items():
    setattr(TestLint, 'test_notices_' + _name.replace(': ', '_').replace(' ', '_'),
            make_test(_name, _path, _text, _said))


if __name__ == '__main__':
    os.environ['GIT_CONFIG_GLOBAL'] = os.devnull
    unittest.main()
