# SPDX-License-Identifier: GPL-3.0-or-later
"""data/openapi.yaml for those who check by it: its calls, its messages, and whether an answer is one that it describes.

    description = ApiDescription.load()
    description.faults_of_answer('GET', '/v1/events', answer)     # [] or what is not as described
"""
import os
import re

import yaml

TYPES = {'object': dict, 'array': list, 'string': str, 'boolean': bool, 'integer': int, 'number': (int, float)}


def describes_type(name, value):
    return isinstance(value, TYPES[name]) and not (name in ('integer', 'number') and isinstance(value, bool))


class Operation:
    """One method of one path; `verb` where the description says it for each verb of its own."""

    def __init__(self, method, path, parts):
        self.method, self.path, self.parts = method, path, parts
        self.id = parts.get('operationId')
        self.access = parts.get('x-access')
        self.verbs = parts.get('x-verbs', {})
        pattern = re.escape(path).replace(r'\{', '{').replace(r'\}', '}')
        self.pattern = re.compile(re.sub(r'{\w+}', '[^/]+', pattern) + r'(\?.*)?$')


class ApiDescription:
    def __init__(self, document):
        self.document = document
        self.operations = [Operation(method.upper(), path, parts)
                           for path, item in document['paths'].items()
                           for method, parts in item.items() if method != 'parameters']
        self.messages = document['x-live']

    @classmethod
    def load(cls, path=None):
        source = os.environ.get('DUO_SOURCE') or os.path.join(os.path.dirname(__file__), '..', '..')
        with open(path or os.path.join(source, 'data', 'openapi.yaml'), encoding='utf-8') as file:
            return cls(yaml.safe_load(file))

    def resolve(self, part):
        while isinstance(part, dict) and '$ref' in part:
            found = self.document
            for step in part['$ref'].removeprefix('#/').split('/'):
                found = found[step]
            part = found
        return part

    @property
    def problems(self):
        return self.document['components']['schemas']['Code']['x-problems']

    def find(self, method, path):
        """The operation of a real path; a literal path is meant before one with parameters."""
        method = 'GET' if method == 'HEAD' else method
        found = [one for one in self.operations if one.method == method and one.pattern.match(path)]
        return min(found, key=lambda one: one.path.count('{'), default=None)

    # ── values ──

    def faults_of_value(self, schema, value, where='$'):
        """What is not as the schema says: the part of JSON Schema that the description uses."""
        schema = self.resolve(schema)
        if 'type' in schema and not describes_type(schema['type'], value):
            return [f'{where}: not {schema["type"]}']
        if 'enum' in schema and value not in schema['enum']:
            return [f'{where}: {value!r} is none of {schema["enum"]}']
        if 'x-problems' in schema and value not in schema['x-problems']:
            return [f'{where}: {value!r} is no code']
        if isinstance(value, dict):
            return self.faults_of_object(schema, value, where)
        if isinstance(value, list):
            return self.faults_of_array(schema, value, where)
        return faults_of_scalar(schema, value, where)

    def faults_of_object(self, schema, value, where):
        known = schema.get('properties', {})
        more = schema.get('additionalProperties', True)
        faults = [f'{where}: lacks {name}' for name in schema.get('required', []) if name not in value]
        for name, member in value.items():
            if name in known:
                faults += self.faults_of_value(known[name], member, f'{where}.{name}')
            elif more is False:
                faults.append(f'{where}: {name} is not described')
            elif isinstance(more, dict):
                faults += self.faults_of_value(more, member, f'{where}.{name}')
        return faults

    def faults_of_array(self, schema, value, where):
        if not schema.get('minItems', 0) <= len(value) <= schema.get('maxItems', len(value)):
            return [f'{where}: {len(value)} items']
        schemas = schema.get('prefixItems') or [schema.get('items', {})] * len(value)
        return [fault for index, (one, member) in enumerate(zip(schemas, value))
                for fault in self.faults_of_value(one, member, f'{where}[{index}]')]

    # ── answers and messages ──

    def faults_of_answer(self, method, path, answer):
        operation = self.find(method, path)
        if operation is None:
            return [] if answer.status in (404, 405) else [f'{method} {path} is not described']
        responses = operation.parts['responses']
        response = self.resolve(responses.get(str(answer.status), responses['default']))
        kind = answer.headers.get('content-type')
        if kind is None:
            return [f'{answer.status} has no body, but should'] if 'content' in response else []
        if kind not in response.get('content', {}):
            return [f'{answer.status} {kind} is not described']
        if not kind.endswith('json') or method == 'HEAD':
            return []
        faults = self.faults_of_value(response['content'][kind]['schema'], answer.json)
        if kind == 'application/problem+json':
            faults += self.faults_of_problem(response, answer)
        return faults

    def faults_of_problem(self, response, answer):
        problem, faults = answer.json, []
        if problem.get('code') not in response['x-codes']:
            faults.append(f'{problem.get("code")} is not described for {answer.status}')
        if self.problems.get(problem.get('code')) != answer.status or problem.get('status') != answer.status:
            faults.append(f'{problem.get("code")} does not go with {answer.status}')
        return faults

    def find_message(self, message):
        return next((one for one in self.messages
                     if one['type'] == message['type'] and one.get('op') in (None, message.get('op'))), None)

    def faults_of_message(self, message):
        """Of one that the service sent."""
        described = self.find_message(message)
        if described is None or not described.get('from-service'):
            return [f'{message["type"]} is not described']
        return self.faults_of_value(described['schema'], message)


def faults_of_scalar(schema, value, where):
    if 'pattern' in schema and not re.search(schema['pattern'], value):
        return [f'{where}: {value!r} is not {schema["pattern"]}']
    if 'maxLength' in schema and len(value) > schema['maxLength']:
        return [f'{where}: too long']
    if 'minimum' in schema and value < schema['minimum'] or 'maximum' in schema and value > schema['maximum']:
        return [f'{where}: {value} is out of its range']
    return []
