#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organizer's format over HTTP and by `duologued format`: each setting forbids what it should, a change that
touches booked chats asks first, and everybody hears of it at once."""
import datetime
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ.get('DUO_SOURCE', '.'), 'tests', 'harness'))
import duo_tap
from duo_service import Service, find_daemon, idempotency_key

numbers = iter(range(3, 100))


def talent(service):
    return service.sign_in(service.talents[next(numbers)])


def recruiter(service, first):
    return service.sign_in(next(e for e in service.recruiters if e.startswith(first)))


def event_of(client, service):
    return client.get(f'/v1/events/{service.event}').json


def put(client, service, body, seen=None):
    seen = event_of(client, service)['changed'] if seen is None else seen
    return client.put(f'/v1/events/{service.event}/format', body, seen)


def set_format(client, service, **changes):
    """What the event has, with these members changed; hands back what was there."""
    before = event_of(client, service)['format']
    answer = put(client, service, {'format': {**before, **changes}})
    assert answer.status == 200, answer
    return before


def restore(client, service, before):
    assert put(client, service, {'format': before}).status == 200


def begin(client, service, verb, peer, **more):
    return client.post(f'/v1/events/{service.event}/chats', {'verb': verb, 'with': peer, **more}, idempotency_key())


def stamp(moment):
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def test_only_the_organizer(service):
    organizer, one, ada = service.sign_in(service.organizer), talent(service), recruiter(service, 'ada')
    whole = event_of(organizer, service)
    assert whole['role'] == 'organizer'
    for other in (one, ada):
        answer = put(other, service, {'contact': 'x@y.example'})
        assert answer.status == 409 and answer.code == 'not-allowed', answer
    assert service.client().put(f'/v1/events/{service.event}/format', {}, 1).status == 401
    nowhere = organizer.put(f'/v1/events/{"A" * 22}/format', {}, 1)
    assert nowhere.status == 404, nowhere
    assert event_of(organizer, service) == whole


def test_what_was_seen(service):
    organizer = service.sign_in(service.organizer)
    path, before = f'/v1/events/{service.event}/format', event_of(organizer, service)
    missing = organizer.put(path, {})
    assert missing.status == 428 and missing.json['event'] == before, missing
    assert organizer.request('PUT', path, {}, {'If-Match': 'x'}).code == 'malformed'
    changed = put(organizer, service, {'contact': 'help@fair.example'})
    assert changed.status == 200 and changed.json['contact'] == 'help@fair.example', changed
    assert changed.json['changed'] > before['changed']
    stale = put(organizer, service, {'contact': 'late@fair.example'}, before['changed'])
    assert stale.status == 412 and stale.code == 'stale' and stale.json['event'] == changed.json, stale
    gone = put(organizer, service, {'contact': ''})
    assert gone.status == 200 and 'contact' not in gone.json, gone


def test_what_is_refused(service):
    organizer = service.sign_in(service.organizer)
    before = event_of(organizer, service)
    days = before['days']

    def day(**more):
        return {'days': [{**days[0], **more}, *days[1:]]}

    malformed = [
        day(windows=[[600, 720], [700, 800]]), day(windows=[[600, 1500]]), day(windows=[[600, 601]]),
        day(windows=[]), day(windows=[[600]]), day(kind='by-letter'), day(date='2026-02-30'), {'state': 'asleep'},
        {'format': {**before['format'], 'durations': []}}, {'format': {**before['format'], 'durations': [7]}},
        {'format': {**before['format'], 'durations': [125]}}, {'format': {**before['format'], 'requests_by': []}},
        {'format': {**before['format'], 'gap': 7}}, {'touched': [{'chat': 'A' * 22, 'rev': 3, 'do': 'burn'}]},
    ]
    for body in malformed:
        answer = put(organizer, service, body)
        assert answer.status == 400 and answer.code == 'malformed' and answer.json['detail'], (body, answer)
    refused = [
        ({'days': [*days, days[0]]}, 'days', 'day-twice'), ({'days': []}, 'days', 'no-day'),
        ({'zone': 'Europe/Atlantis'}, 'zone', 'zone-unknown'), ({'zone': '/etc/localtime'}, 'zone', 'zone-unknown'),
        ({'zone': '../../../etc/passwd'}, 'zone', 'zone-unknown'), ({'zone': '+05:30'}, 'zone', 'zone-unknown'), ({'contact': 'nobody'}, 'contact', 'contact'),
        ({'state': 'draft'}, 'state', 'state'),
        ({'format': {**before['format'], 'expiry': 61}}, 'expiry', 'expiry'),
        ({'format': {**before['format'], 'limit_per_talent': 1}}, 'limit_per_talent', 'limit-lowered'),
    ]
    for body, member, fault in refused:
        answer = put(organizer, service, body)
        assert answer.status == 422 and answer.code == 'format-refused', (body, answer)
        assert (answer.json['member'], answer.json['fault']) == (member, fault), answer
    assert event_of(organizer, service) == before, 'nothing half done'


def test_who_may_request(service):
    organizer, one, soren = service.sign_in(service.organizer), talent(service), recruiter(service, 'soren')
    ada = recruiter(service, 'ada')
    before = set_format(organizer, service, requests_by=['recruiters'])
    slot = one.slots(service.event, ada.me, 'open')[40]
    assert one.book(service.event, ada.me, slot).code == 'talents-excluded'
    assert begin(one, service, 'request', recruiter(service, 'thandiwe').me).code == 'talents-excluded'
    assert begin(soren, service, 'invite', one.me).status == 201
    set_format(organizer, service, requests_by=['talents'])
    assert begin(soren, service, 'invite', talent(service).me).code == 'recruiters-excluded'
    assert one.book(service.event, ada.me, slot).status == 201
    restore(organizer, service, before)


def test_limits(service):
    organizer, one = service.sign_in(service.organizer), talent(service)
    selective = [p['id'] for p in one.everything(service.event)['people'] if p['mode'] == 'selective' and not p['paused']]
    answers = [begin(one, service, 'request', person, answer='Yes.') for person in selective[:6]]
    assert [a.status for a in answers] == [201] * 5 + [409] and answers[5].code == 'limit-reached', answers
    before = set_format(organizer, service, limit_per_talent=6)
    assert begin(one, service, 'request', selective[5], answer='Yes.').status == 201, 'raised, it holds at once'
    set_format(organizer, service, limit_per_talent=0)
    # Live it can only be raised: a limit below none is refused, whatever it is.
    lowered = put(organizer, service, {'format': {**before, 'limit_per_talent': 2}})
    assert lowered.status == 422 and lowered.json['fault'] == 'limit-lowered', lowered
    two, ada = talent(service), recruiter(service, 'ada')
    set_format(organizer, service, limit_per_talent=0, limit_per_company=1)
    slot = two.slots(service.event, ada.me, 'open')[38]
    assert two.book(service.event, ada.me, slot).code == 'company-full'
    set_format(organizer, service, limit_per_company=0)
    assert two.book(service.event, ada.me, slot).status == 201


def test_times(service):
    organizer, ada = service.sign_in(service.organizer), recruiter(service, 'ada')
    one = talent(service)
    before = set_format(organizer, service, opens=stamp(service.now() + 3600))
    slot = one.slots(service.event, ada.me, 'open')[36]
    assert one.book(service.event, ada.me, slot).code == 'not-open-yet'
    set_format(organizer, service, **{'closes': 10 * 24 * 60, 'opens': None})
    assert one.book(service.event, ada.me, slot).code == 'slot-unknown', 'closed before it begins'
    set_format(organizer, service, closes=0, notice=10 * 24 * 60)
    booked = one.book(service.event, ada.me, slot)
    assert booked.status == 201, booked
    assert one.verb(booked.json, 'cancel').code == 'notice-passed'
    assert ada.verb(booked.json, 'cancel', message='I am ill.').status == 200
    restore(organizer, service, before)


def test_gap(service):
    organizer, ada, piotr = service.sign_in(service.organizer), recruiter(service, 'ada'), recruiter(service, 'piotr')
    one = talent(service)
    before = set_format(organizer, service, gap=15)
    slots = [slot for slot in ada.slots(service.event, ada.me, 'open')[-12:-4]]
    others = piotr.slots(service.event, piotr.me, 'open')
    assert one.book(service.event, ada.me, slots[0]).status == 201
    beside = next(slot for slot in others if slot[0] == slots[0][1])
    assert one.book(service.event, piotr.me, beside).code == 'not-free'
    restore(organizer, service, before)


def test_expiry(service):
    organizer, one = service.sign_in(service.organizer), talent(service)
    assert set_format(organizer, service, expiry=360)['expiry'] != 360
    thandiwe = recruiter(service, 'thandiwe')
    chat = begin(one, service, 'request', thandiwe.me).json
    service.leap(6 * 3600 + 60)
    service.wait_until(lambda: next(c for c in one.everything(service.event)['chats']
                                    if c['id'] == chat['id'])['state'] == 'expired')


def book_last(service, client, ada, back):
    slot = client.slots(service.event, ada.me, 'open')[-back]
    answer = client.book(service.event, ada.me, slot)
    assert answer.status == 201, answer
    return answer.json


def without_last_day(organizer, service):
    return {'days': event_of(organizer, service)['days'][:-1]}


def test_touched_chats_are_asked_about(service):
    organizer, ada = service.sign_in(service.organizer), recruiter(service, 'ada')
    one, two = talent(service), talent(service)
    first, second = book_last(service, one, ada, 1), book_last(service, two, ada, 3)
    before, change = event_of(organizer, service), without_last_day(organizer, service)
    asked = put(organizer, service, change)
    assert asked.status == 409 and asked.code == 'chats-touched', asked
    assert {first['id'], second['id']} <= {c['id'] for c in asked.json['touched']}
    assert event_of(organizer, service) == before
    named = next(c for c in asked.json['touched'] if c['id'] == first['id'])
    assert named['peer']['id'] == one.me and 'message' not in named
    answers = [{'chat': c['id'], 'rev': c['rev'], 'do': 'cancel' if c['id'] == first['id'] else 'keep'}
               for c in asked.json['touched']]
    silent = put(organizer, service, {**change, 'touched': answers})
    assert silent.status == 422 and silent.json['fault'] == 'reason', silent
    unseen = put(organizer, service, {**change, 'touched': answers, 'reason': '   \u200b '})
    assert unseen.status == 422 and unseen.json['fault'] == 'reason', unseen
    with one.live() as live, ada.live() as other:
        for socket in (live, other):
            socket.hello(service.event)
        done = put(organizer, service, {**change, 'touched': answers, 'reason': 'The hall is flooded.'})
        assert done.status == 200 and len(done.json['days']) == len(before['days']) - 1, done
        for socket in (live, other):
            told = socket.wait('changes', lambda m: any(c['id'] == first['id'] for c in m.get('chats', [])))
            lost = next(c for c in told['chats'] if c['id'] == first['id'])
            assert lost['state'] == 'cancelled' and lost['reason'] == 'The hall is flooded.', lost
    kept = next(c for c in two.everything(service.event)['chats'] if c['id'] == second['id'])
    assert kept['state'] == 'confirmed' and kept['rev'] == second['rev']
    assert put(organizer, service, {'days': before['days']}).status == 200


def test_everybody_hears_of_it(service):
    organizer, one, ada = service.sign_in(service.organizer), talent(service), recruiter(service, 'ada')
    with one.live() as live:
        live.hello(service.event)
        one.everything(service.event)  # what is kept of it for all is of before
        live.send(type='watch', event=service.event, recruiter=ada.me, on=True)
        shown = live.wait('slots')
        before = set_format(organizer, service, requests_by=['recruiters'], closes=3 * 24 * 60)
        told = live.wait('changes', lambda m: 'details' in m)['details']
        assert told['format']['requests_by'] == ['recruiters'] and 'me' not in told and 'role' not in told, told
        again = live.wait('slots')
        assert shown['days'] != again['days'], 'what can be booked is another'
    since = one.get(f'/v1/events/{service.event}/changes?since={told["changed"] - 1}').json
    assert since['details']['format']['closes'] == 3 * 24 * 60, since
    assert one.everything(service.event)['details']['format']['closes'] == 3 * 24 * 60
    restore(organizer, service, before)


def test_a_hello_takes_no_slots_away(service):
    """Who says hello again before the next tick is sent the slots of the new format all the same."""
    organizer, one, ada = service.sign_in(service.organizer), talent(service), recruiter(service, 'ada')
    with one.live() as live:
        live.hello(service.event)
        live.send(type='watch', event=service.event, recruiter=ada.me, on=True)
        shown = live.wait('slots')
        before = set_format(organizer, service, closes=3 * 24 * 60)
        live.hello(service.event)
        assert live.wait('slots')['days'] != shown['days']
    restore(organizer, service, before)


def test_slots_are_told_to_who_only_watches(service):
    """Nobody has said hello; and whoever says it before the next tick takes them from nobody."""
    organizer, one, ada = service.sign_in(service.organizer), talent(service), recruiter(service, 'ada')
    with one.live() as live, one.live() as other:
        live.send(type='watch', event=service.event, recruiter=ada.me, on=True)
        shown = live.wait('slots')
        before = set_format(organizer, service, closes=3 * 24 * 60)
        closed = live.wait('slots')
        assert closed['days'] != shown['days']
        restore(organizer, service, before)
        other.hello(service.event)
        assert live.wait('slots')['days'] != closed['days']


# ── the tool ──

def tool(service, *arguments):
    return subprocess.run([find_daemon(), 'format', *arguments, '--data', service.directory], capture_output=True,
                          text=True, timeout=60)


def test_the_tool_shows_what_it_can_set(service):
    listed = tool(service, 'show')
    assert listed.returncode == 0 and service.event in listed.stdout, listed
    name = listed.stdout.split('  ', 1)[1].strip()
    shown = tool(service, 'show', name)
    assert shown.returncode == 0 and 'durations=' in shown.stdout, shown
    same = tool(service, 'set', service.event, *shown.stdout.strip().split('\n'))
    assert same.returncode == 0 and shown.stdout in same.stdout, same
    assert tool(service, 'show', 'Nowhere').returncode != 0
    assert tool(service, 'set', service.event).returncode == 2
    assert tool(service, 'set', service.event, 'gap=5', '--keep-touched', '--cancel-touched', 'x').returncode == 2


def test_the_tool_names_what_is_wrong(service):
    for word, key in (('gap=7', 'gap'), ('durations=', 'durations'), ('durations=7', 'durations'), ('expiry=2h', 'expiry'),
                      ('days=tomorrow', 'days'), ('days=2026-11-03 virtual 10:00-25:00', 'days'), ('state=asleep', 'state'),
                      ('requests-by=nobody', 'requests-by'), ('limit-per-talent=0', 'limit-per-talent'),
                      ('opens=soon', 'opens'), ('zone=Europe/Atlantis', 'zone'), ('contact=nobody', 'contact')):
        wrong = tool(service, 'set', service.event, word)
        assert wrong.returncode == 1 and key in wrong.stderr, (word, wrong)
    unknown = tool(service, 'set', service.event, 'colour=red')
    assert unknown.returncode == 1 and 'limit-per-company' in unknown.stderr, unknown


def test_the_tool_beside_the_running_service(service):
    one, ada = talent(service), recruiter(service, 'ada')
    chat = book_last(service, one, ada, 5)
    shown = tool(service, 'show', service.event).stdout.strip().split('\n')
    days = next(line for line in shown if line.startswith('days='))
    shorter = '; '.join(days.split('; ')[:-1])
    endless = tool(service, 'set', service.event, shorter, '--cancel-touched', 'A power cut. ' * 400)
    assert endless.returncode == 1 and '4000' in endless.stderr, endless
    unseen = tool(service, 'set', service.event, shorter, '--cancel-touched', ' \u200b')
    assert unseen.returncode == 1 and 'reason' in unseen.stderr, unseen
    asked = tool(service, 'set', service.event, shorter)
    assert asked.returncode == 1 and 'Ada' in asked.stdout and '--keep-touched' in asked.stderr, asked
    dry = tool(service, 'set', service.event, shorter, '--cancel-touched', 'A power cut.', '--dry-run')
    assert dry.returncode == 0 and 'Nothing was changed' in dry.stdout, dry
    assert tool(service, 'show', service.event).stdout.strip().split('\n') == shown
    with one.live() as live:
        live.hello(service.event)
        done = tool(service, 'set', service.event, shorter, '--cancel-touched', '\u202eA power\a cut.')
        assert done.returncode == 0 and 'cancelled' in done.stdout, done
        told = live.wait('changes', lambda m: any(c['id'] == chat['id'] for c in m.get('chats', [])))
        lost = next(c for c in told['chats'] if c['id'] == chat['id'])
        assert lost['state'] == 'cancelled' and lost['reason'] == 'A power cut.' and lost['acted'] == 'organizer', lost
        live.messages.insert(0, told)
        assert len(live.wait('changes', lambda m: 'details' in m)['details']['days']) == len(days.split('; ')) - 1
    assert tool(service, 'set', service.event, days).returncode == 0


def test_closing_asks_and_ends(service):
    organizer, ada, one = service.sign_in(service.organizer), recruiter(service, 'ada'), talent(service)
    chat = book_last(service, one, ada, 7)
    asked = put(organizer, service, {'state': 'closed'})
    assert asked.status == 409 and chat['id'] in {c['id'] for c in asked.json['touched']}, asked
    answers = [{'chat': c['id'], 'rev': c['rev'], 'do': 'keep'} for c in asked.json['touched']]
    done = put(organizer, service, {'state': 'closed', 'touched': answers})
    assert done.status == 200 and done.json['state'] == 'closed', done
    slot = one.slots(service.event, ada.me, 'open')[-1]
    assert talent(service).book(service.event, ada.me, slot).code == 'event-closed'
    assert put(organizer, service, {'state': 'open'}).status == 422


def test_the_tool_without_a_service(service):
    nowhere = subprocess.run([find_daemon(), 'format', 'show', '--data', '/nonexistent'], capture_output=True, text=True,
                             timeout=60)
    assert nowhere.returncode == 1 and '--data' in nowhere.stderr, nowhere


if __name__ == '__main__':
    with Service('--without-chats', recruiters=40, talents=100) as running:
        status = duo_tap.run(__name__, service=running)
    sys.exit(status)
