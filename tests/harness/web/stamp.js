// SPDX-License-Identifier: GPL-3.0-or-later
// The stamp that src/call/duo-frame-stamp.h burns into a picture: its number, its time in units of 10 µs; null for none.
'use strict';

const CELLS = 64, COLUMNS = 16, CELLS_PER_WIDTH = 40;

function check_byte(payload) {
  let sum = 0x5An;
  for (let i = 0n; i < 7n; i++)
    sum = (sum * 31n + (payload >> (8n * i) & 0xFFn)) & 0xFFn;
  return sum;
}

// The luma of the corner: the middle of each cell.
function read_bits(data, stride, cell) {
  const edge = Math.floor(cell / 4);
  let bits = 0n;
  for (let i = 0; i < CELLS; i++) {
    const x = i % COLUMNS * cell, y = Math.floor(i / COLUMNS) * cell;
    let sum = 0, count = 0;
    for (let row = y + edge; row < y + cell - edge; row++)
      for (let column = x + edge; column < x + cell - edge; column++, count++)
        sum += data[row * stride + column];
    bits = bits << 1n | (sum > count * 126 ? 1n : 0n);
  }
  return bits;
}

// Of a frame whose first plane is luma (I420, NV12), as every camera and decoder gives it here.
async function read_stamp(frame) {
  const cell = Math.floor(frame.displayWidth / CELLS_PER_WIDTH);
  const width = cell * COLUMNS, height = cell * CELLS / COLUMNS;
  if (cell < 2 || frame.displayHeight < height || !['I420', 'NV12'].includes(frame.format))
    return null;
  const rect = { x: 0, y: 0, width: width + width % 2, height: height + height % 2 };
  const data = new Uint8Array(frame.allocationSize({ rect }));
  const [luma] = await frame.copyTo(data, { rect });
  const bits = read_bits(data.subarray(luma.offset), luma.stride, cell);
  if (check_byte(bits >> 8n) !== (bits & 0xFFn))
    return null;
  return { number: Number(bits >> 40n), time: Number(bits >> 8n & 0xFFFFFFFFn) };
}
