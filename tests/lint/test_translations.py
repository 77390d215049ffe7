#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language says everything: each string of the sources as they are now, with its placeholders, access keys and
plurals, in the marks of the language.

    test_translations.py TEMPLATE

Each guard runs a second time against a translation with the fault in it, and must catch it."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PO = pathlib.Path(os.environ['DUO_SOURCE'], 'po')
LANGUAGES = (PO / 'LINGUAS').read_text().split()
# What no text of that language has in it, and why.
UNUSUAL = {'de': {r'[“”][^“]*”|"': 'quotation marks are „ and “', r'\.\.\.': 'an ellipsis is one character',
                  r'\w…': 'a space goes before an ellipsis', r'\d ?- ?\d|\w - \w': 'a range and a break have a dash',
                  r'\b(?:er|ihn|ihm|seine?[mnrs]?)\b(?= (?:hat|ist|kann|wird|nimmt)\b)': 'people have no pronoun',
                  r'\b\w+(?:/-?|:|\*|_)innen\b|\bRecruiter(?:n|in|innen)?\b': 'a word without a gender'}}
TEMPLATE = None


def run(*command, given=None):
    told = subprocess.run(command, input=given, capture_output=True, text=True, check=False,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''})
    return told.returncode, told.stdout, told.stderr


def faults_of(language, catalogue, template):
    """What msgfmt finds fault with, what is missing, and what is unusual in the language."""
    status, _, told = run('msgfmt', '--check', '--check-accelerators=_', '--output-file=/dev/null', catalogue)
    return ([told] if status else []) + list(missing(catalogue, template)) + list(unusual(language, catalogue))


def missing(catalogue, template):
    """The strings of the template that have no translation, or one that is a guess."""
    status, merged, told = run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file=-', catalogue, template)
    if status:
        yield told
    for kind in ('untranslated', 'only-fuzzy'):
        _, left, _ = run('msgattrib', f'--{kind}', '--no-obsolete', '--no-wrap', '-', given=merged)
        yield from (f'{kind}: {text}' for text in re.findall(r'^msgid (?:""\n)?"(.+)"$', left, re.M))


def unusual(language, catalogue):
    _, unwrapped, _ = run('msgcat', '--no-wrap', catalogue)
    said = re.findall(r'^msgstr(?:\[\d\])? (?:""\n)?"(.+)"$', unwrapped, re.M)
    for pattern, why in UNUSUAL.get(language, {}).items():
        for text in said:
            # Search words of the desktop file are what people type.
            if not text.endswith(';') and re.search(pattern, text.replace('\\"', '"')):
                yield f'{why}: {text}'


class TestTranslations(unittest.TestCase):
    def test_every_catalogue_is_listed(self):
        self.assertEqual(sorted(LANGUAGES), sorted(path.stem for path in PO.glob('*.po')))

    def test_every_language_is_whole(self):
        for language in LANGUAGES:
            with self.subTest(language):
                self.assertEqual(faults_of(language, PO / f'{language}.po', TEMPLATE), [])


# fault: (what is taken, what is put in its place, what must be said of it)
FAULTS = {
    'a string that is missing': (r'msgid "Topics"\nmsgstr "Themen"\n', '', 'untranslated: Topics'),
    'a string without a translation': (r'msgstr "Themen"', 'msgstr ""', 'untranslated: Topics'),
    'a fuzzy string': (r'msgid "Topics"\nmsgstr "Themen"', '#, fuzzy\nmsgid "Topics"\nmsgstr "Themen"', 'only-fuzzy: Topics'),
    'a lost placeholder': (r'msgstr "Filter: %u"', 'msgstr "Filter"', 'format specifications'),
    'another placeholder': (r'msgstr "Filter: %u"', 'msgstr "Filter: %s"', 'format specifications'),
    'a lost access key': (r'msgstr "_Fertig"', 'msgstr "Fertig"', 'keyboard accelerator'),
    'a lost plural': (r'\nmsgstr\[1\] "%u Talente"', '', 'plural'),
    'a lost end of line': (r'Testquelle; eine solche sieht aus wie 640x360@15\\n', 'Testquelle', "end with '\\\\n'"),
    'English marks': (r'msgstr "„%s“"', 'msgstr "“%s”"', 'quotation marks'),
    'dots': (r'msgstr "Absagen …"', 'msgstr "Absagen ..."', 'ellipsis'),
    'a gender': (r'msgstr "Recruiting-Kontakte finden"', 'msgstr "Recruiter finden"', 'without a gender'),
}


def make_control(taken, put, said):
    def test(self):
        text = (PO / 'de.po').read_text(encoding='utf-8')
        broken, times = re.subn(taken, lambda _: put, text, count=1)
        self.assertEqual(times, 1, 'de.po does not have what this control breaks')
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'de.po')
            path.write_text(broken, encoding='utf-8')
            self.assertRegex('\n'.join(faults_of('de', path, TEMPLATE)), said)
    return test


for _name, _fault in FAULTS.items():
    setattr(TestTranslations, 'test_notices_' + _name.replace(' ', '_'), make_control(*_fault))


class TestTemplate(unittest.TestCase):
    def test_notices_a_new_string(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'template.pot')
            path.write_text(pathlib.Path(TEMPLATE).read_text(encoding='utf-8') + '\nmsgid "Brand new"\nmsgstr ""\n',
                            encoding='utf-8')
            self.assertIn('untranslated: Brand new', '\n'.join(faults_of('de', PO / 'de.po', path)))


if __name__ == '__main__':
    TEMPLATE = sys.argv.pop(1)
    unittest.main()
