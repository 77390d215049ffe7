// SPDX-License-Identifier: GPL-3.0-or-later
// The three signed messages of a call, as src/call/duo-fingerprint.c has them, made and read by a browser.
'use strict';

const PROTOCOL = 'duologue call 1';
const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const utf8 = new TextEncoder();

function encode(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), byte => byte.charCodeAt(0));
}

function random() {
  return crypto.getRandomValues(new Uint8Array(32));
}

async function digest(data) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8.encode(data) : data));
}

// Each field behind its length, 64 bits, most significant byte first.
function pack(fields) {
  const parts = fields.map(field => typeof field === 'string' ? utf8.encode(field) : field);
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + 8 + part.length, 0));
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const part of parts) {
    view.setBigUint64(at, BigInt(part.length));
    packed.set(part, at + 8);
    at += 8 + part.length;
  }
  return packed;
}

function read_fingerprint(sdp) {
  const line = /^a=fingerprint:sha-256 ([0-9A-F:]+)\r?$/im.exec(sdp);
  return Uint8Array.from(line[1].split(':'), byte => parseInt(byte, 16));
}

class DeviceKey {
  static async make() {
    const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
    const key = new DeviceKey();
    key.secret = pair.privateKey;
    key.bytes = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return key;
  }

  async sign(message) {
    return new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, this.secret, message));
  }
}

async function check(key, signature, message) {
  const peer = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  if (!await crypto.subtle.verify({ name: 'Ed25519' }, peer, decode(signature), message))
    throw new Error('a signature that is not the peer’s');
}

// One connection's. `me` and `peer` have a key and a nonce each, of 32 bytes; `forge` names the message that is signed
// by somebody else.
class Signed {
  constructor(offers, chat, device, me, peer, forge) {
    Object.assign(this, { offers, chat, device, peer, forge });
    this.both = offers ? [me, peer] : [peer, me];
    this.certificates = [null, null];
  }

  begin(kind, from_recruiter) {
    return [PROTOCOL, kind, this.chat, from_recruiter ? 'recruiter' : 'talent',
            ...this.both.map(one => one.key), ...this.both.map(one => one.nonce)];
  }

  async sign(kind, fields) {
    const device = this.forge === kind ? await DeviceKey.make() : this.device;
    return encode(await device.sign(pack(fields)));
  }

  async offer_fields(sdp) {
    this.certificates[0] = read_fingerprint(sdp);
    return [...this.begin('offer', true), this.certificates[0], await digest(sdp), this.commitment];
  }

  async answer_fields(sdp) {
    this.certificates[1] = read_fingerprint(sdp);
    return [...this.begin('answer', false), this.certificates[1], await digest(sdp), this.commitment, this.offer,
            this.t];
  }

  confirm_fields() {
    return [...this.begin('confirm', true), this.offer, this.answer, this.r];
  }

  async make_offer(sdp) {
    this.r = random();
    this.commitment = await digest(this.r);
    const signature = await this.sign('offer', await this.offer_fields(sdp));
    const text = JSON.stringify({ kind: 'offer', sdp, commitment: encode(this.commitment), signature });
    this.offer = await digest(text);
    return text;
  }

  async take_offer(text) {
    const said = JSON.parse(text);
    this.commitment = decode(said.commitment);
    await check(this.peer.key, said.signature, pack(await this.offer_fields(said.sdp)));
    this.offer = await digest(text);
    return said.sdp;
  }

  async make_answer(sdp) {
    this.t = random();
    const signature = await this.sign('answer', await this.answer_fields(sdp));
    const text = JSON.stringify({ kind: 'answer', sdp, nonce: encode(this.t), signature });
    this.answer = await digest(text);
    return text;
  }

  async take_answer(text) {
    const said = JSON.parse(text);
    this.t = decode(said.nonce);
    await check(this.peer.key, said.signature, pack(await this.answer_fields(said.sdp)));
    this.answer = await digest(text);
    return said.sdp;
  }

  async make_confirm() {
    const signature = await this.sign('confirm', this.confirm_fields());
    return JSON.stringify({ kind: 'confirm', nonce: encode(this.r), signature });
  }

  async take_confirm(text) {
    const said = JSON.parse(text);
    this.r = decode(said.nonce);
    await check(this.peer.key, said.signature, pack(this.confirm_fields()));
    if (encode(await digest(this.r)) !== encode(this.commitment))
      throw new Error('a random number that was not the promised one');
  }

  async code() {
    const sum = await digest(pack([PROTOCOL + ' code', ...this.certificates, ...this.both.map(one => one.key), this.r,
                                   this.t]));
    const bits = new DataView(sum.buffer).getUint32(0);
    return Array.from({ length: 6 }, (_, i) => CODE_ALPHABET[(bits >>> (5 * i)) & 31]).join('');
  }
}
