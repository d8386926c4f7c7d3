/** SIA DC-09: frames of other people's making read, and what panels report in the console's words. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  crcOf,
  frameOf,
  readContent,
  readFrame,
  readTimestamp,
  timestampOf,
} from '../../../devices/adapters/dc09.js';
import { decipher, encipher, isKey } from '../../../devices/adapters/dc09-cipher.js';
import { panelCodesSchema, readContactId, readSia, sayingOf } from '../../../devices/adapters/panel-event.js';

const key = 'ABCDABCDABCDABCDABCDABCDABCDABCD';
// Frames that independent implementations publish in their tests.
const plainFrame = '68AF0025"SIA-DCS"0001L0#1234[#1234|Nri1/BA12]';
const enciphered =
  'E88800a7"*SIA-DCS"0000RC0FFDL1234#080027E62A64[A054F111518361720BAB126501C6D994CD9151D2C84881C0FEA933A0790F49A9236EBD45F2AED32FAA252EB1AA18FC3CDEDE2452F33185E5931D31308D9B9882';

describe('a DC-09 frame', () => {
  it('of another maker is read', () => {
    expect(readFrame(plainFrame)).toMatchObject({
      message: { id: 'SIA-DCS', isEncrypted: false, sequence: '0001', line: 'L0', account: '1234' },
    });
  });

  it('of another maker is deciphered', () => {
    const frame = readFrame(enciphered);
    if ('fault' in frame) throw new Error(frame.fault);
    expect(frame.message).toMatchObject({ isEncrypted: true, receiver: 'RC0FFD', account: '080027E62A64' });
    expect(readContent(decipher(frame.message.content, key)!)).toEqual({
      data: '#080027E62A64|NHB0003',
      extended: ['E115000'],
      timestamp: '_15:12:40,06-22-2015',
    });
  });

  it.each([
    ['crc', plainFrame.replace('BA12', 'BA13')],
    ['length', `${crcOf('"NULL"0001L0#1[]')}0011"NULL"0001L0#1[]`],
    ['shape', 'hello'],
    ['shape', frameOf('"NULL"1L0#1[]').slice(1, -1)],
  ])('with a wrong %s is none', (fault, text) => {
    expect(readFrame(text)).toEqual({ fault });
  });

  it.each([32, 48, 64])(
    'is enciphered and deciphered with a key of %i digits, and with no other',
    (digits) => {
      const own = 'A1'.repeat(digits / 2);
      expect(isKey(own)).toBe(true);
      for (const content of ['[]_09:00:00,11-02-2026', '[#1|1120 01 015][X1]_09:00:00,11-02-2026', '[]']) {
        expect(decipher(encipher(content, own), own)).toBe(content);
        // DC-09 5.4.4.3: there is padding in front of every first `|`, a whole block where none would be needed.
        const padded = 1 + content.length + 16 - ((1 + content.slice(1).length) % 16);
        expect((encipher(content, own).length - 1) / 2).toBe(padded - 1);
        expect(readContent(decipher(encipher(content, own), 'B2'.repeat(digits / 2)) ?? '')).toBeUndefined();
      }
      expect(decipher('[ABC', own)).toBeUndefined();
    },
  );

  it('has its time in UTC', () => {
    const atMs = Date.parse('2026-11-02T01:15:09Z');
    expect(timestampOf(atMs)).toBe('_01:15:09,11-02-2026');
    expect(readTimestamp(timestampOf(atMs))).toBe(atMs);
  });
});

describe('what a panel reports', () => {
  const codes = panelCodesSchema.parse(
    JSON.parse(readFileSync('devices/adapters/tables/panel-codes.json', 'utf8')),
  );

  it.each([
    ['#1234|1120 01 015', 'E120', '015', { type: 'pressed', pattern: 'emergency' }],
    ['1122 00 007', 'E122', '007', { type: 'pressed', pattern: 'silent' }],
    ['#1234|3120 01 015', 'R120', '015', { type: 'stand-down-asked' }],
    ['#1234|1130 01 002', 'E130', '002', { type: 'fault', code: 'panel-E130' }],
  ])('in Contact ID %s is %s of zone %s', (data, code, zone, saying) => {
    const event = readContactId(data)!;
    expect([event.code, event.zone]).toEqual([code, zone]);
    expect(sayingOf(event, codes)).toEqual(saying);
  });

  it.each([
    ['#1234|NPA15', [['PA', '15', undefined]]],
    [
      '#1234|Nri1/PA15/TA2',
      [
        ['PA', '15', '1'],
        ['TA', '2', '1'],
      ],
    ],
    ['#1234|Nri2HA7', [['HA', '7', '2']]],
    ['#1234|NRP', [['RP', undefined, undefined]]],
    ['#080027E62A64|NHB0003', [['HB', '0003', undefined]]],
  ])('in SIA %s is each of its codes', (data, wanted) => {
    expect(readSia(data).map(({ code, zone, area }) => [code, zone, area])).toEqual(wanted);
  });
});
