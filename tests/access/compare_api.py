#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether data/openapi.yaml and the service's own tables say the same.

    compare_api.py OPENAPI TABLES [STAMP]     TABLES is what describe-api writes; STAMP is made where nothing differs"""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'harness'))
from api_description import ApiDescription  # noqa: E402

EVERY_CALL_SAYS = ('operationId', 'summary', 'x-access', 'responses')


def differences(what, described, there):
    described, there = set(described), set(there)
    return ([f'{what} {one} is not described' for one in sorted(there - described)] +
            [f'{what} {one} is described, but there is none' for one in sorted(described - there)])


def plain(path):
    """/v1/events/{event} as the service writes it: /v1/events/{}."""
    return re.sub(r'{(?!verb})\w+}', '{}', path)


def compare_routes(api, tables):
    described = {f'{one.method} {plain(one.path)}': one.parts.get('security') == [] for one in api.operations}
    there = {f'{one["method"]} {one["path"]}': one['open'] for one in tables['routes']}
    faults = differences('call', described, there)
    for call in described.keys() & there.keys():
        if described[call] != there[call]:
            faults.append(f'call {call} {"needs no" if there[call] else "needs a"} sign-in')
    return faults


def compare_verbs(api, tables):
    faults = []
    for operation_id, name in (('doVerb', 'verbs'), ('beginChat', 'beginnings')):
        operation = next((one for one in api.operations if one.id == operation_id), None)
        described = operation.verbs if operation else {}
        faults += differences('verb', described, tables[name])
        for verb in described.keys() & tables[name].keys():
            faults += differences(f'{verb} by', described[verb]['may'], tables[name][verb])
    return faults + differences('verb in the path', api.resolve({'$ref': '#/components/schemas/Verb'})['enum'],
                                tables['verbs'])


def message_key(message):
    ways = [way for way in ('to-service', 'from-service') if message.get(way) or message.get(way.replace('-', '_'))]
    return ' '.join([message['type'], message.get('op') or '', *ways])


def compare_words(api, tables):
    schemas = api.document['components']['schemas']
    return (differences('state', schemas['State']['enum'], tables['states']) +
            differences('slot', schemas['Slot']['prefixItems'][2]['enum'], tables['slots']) +
            differences('code', [f'{code} {status}' for code, status in api.problems.items()],
                        [f'{code} {status}' for code, status in tables['problems'].items()]) +
            differences('live message', map(message_key, api.messages), map(message_key, tables['live'])))


def check_whole(api):
    """What every call and every message to the service must say of itself."""
    faults = []
    for one in api.operations:
        faults += [f'{one.method} {one.path} says no {part}' for part in EVERY_CALL_SAYS if part not in one.parts]
        if 'default' not in one.parts.get('responses', {}):
            faults.append(f'{one.method} {one.path} has no default answer')
        if one.parts.get('security') != [] and '401' not in one.parts.get('responses', {}):
            faults.append(f'{one.method} {one.path} needs a sign-in, and has no 401')
    faults += [f'message {message_key(one)} says no x-access' for one in api.messages
               if one.get('to-service') and 'x-access' not in one]
    return faults + find_dangling(api, api.document)


def find_dangling(api, part):
    """References that lead nowhere."""
    if isinstance(part, list):
        return [fault for one in part for fault in find_dangling(api, one)]
    if not isinstance(part, dict):
        return []
    try:
        api.resolve(part)
    except KeyError:
        return [f'{part["$ref"]} leads nowhere']
    return [fault for one in part.values() for fault in find_dangling(api, one)]


def compare(api, tables):
    return compare_routes(api, tables) + compare_verbs(api, tables) + compare_words(api, tables) + check_whole(api)


def main(openapi, tables, stamp=None):
    api = ApiDescription.load(openapi)
    with open(tables, encoding='utf-8') as file:
        faults = compare(api, json.load(file))
    for fault in faults:
        print(f'{openapi}: {fault}')
    if not faults and stamp:
        pathlib.Path(stamp).write_text('the same\n', encoding='utf-8')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
