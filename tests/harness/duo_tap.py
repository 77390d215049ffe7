# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the test_… functions of a module in their order and says how they went, as TAP.

A function takes what its parameters name from the fixtures that were given to run()."""
import inspect
import sys
import traceback


def run(module, **fixtures):
    tests = [(name, each) for name, each in vars(sys.modules[module]).items()
             if name.startswith('test_') and callable(each)]
    print('TAP version 13')
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for number, (name, each) in enumerate(tests, 1):
        title = name.removeprefix('test_').replace('_', ' ')
        try:
            each(**{wanted: fixtures[wanted] for wanted in inspect.signature(each).parameters})
            print(f'ok {number} - {title}', flush=True)
        except Exception:  # whatever went wrong is one failed test, and the others still run
            failed += 1
            print('# ' + traceback.format_exc().rstrip().replace('\n', '\n# '))
            print(f'not ok {number} - {title}', flush=True)
    return 1 if failed else 0
