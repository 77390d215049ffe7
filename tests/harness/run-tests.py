#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs meson's tests in BUILD and says, as the last line, how many cases passed and failed.

    run-tests.py BUILD [MESON-TEST-ARGUMENT...]

A test program that ends without saying what it tested counts as one case."""
import pathlib
import subprocess
import sys
import xml.etree.ElementTree


def count(junit):
    passed = failed = skipped = 0
    for case in xml.etree.ElementTree.parse(junit).iter('testcase'):
        if case.find('failure') is not None or case.find('error') is not None:
            failed += 1
        elif case.find('skipped') is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main():
    build = pathlib.Path(sys.argv[1])
    junit = build / 'meson-logs' / 'testlog.junit.xml'
    junit.unlink(missing_ok=True)
    status = subprocess.run(['meson', 'test', '-C', str(build), '--no-rebuild', '--print-errorlogs',
                             '--num-processes', '2', *sys.argv[2:]], check=False).returncode
    if not junit.exists():
        print('0 passed, 1 failed')
        sys.exit(1)
    passed, failed, skipped = count(junit)
    if status and not failed:
        failed = 1
    if not passed and not failed:
        failed = 1
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
