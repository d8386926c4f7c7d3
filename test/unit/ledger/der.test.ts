/** DER as X.690 has it, at the edges where lengths, signs and dates change their form. */
import { describe, expect, it } from '@jest/globals';
import {
  bits,
  der,
  derValues,
  integer,
  objectId,
  octets,
  setOf,
  tagged,
  text,
  time,
  yes,
} from '../../../src/ledger/der.js';
import { certificateBody, detachedSignature } from '../../../src/ledger/cms.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const of = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('a value', () => {
  it('has its length in one octet up to 127, and in as many as it needs from there', () => {
    for (const [length, header] of [
      [0, '0400'],
      [127, '047f'],
      [128, '048180'],
      [255, '0481ff'],
      [256, '04820100'],
      [65_536, '0483010000'],
    ] as const) {
      const value = octets(new Uint8Array(length));
      expect(hex(value)).toBe(header + '00'.repeat(length));
      expect(derValues(value)).toEqual([{ tag: 4, whole: value, contents: new Uint8Array(length) }]);
    }
    expect(hex(der(0x30, of('0500'), of('0101ff')))).toBe('300505000101ff');
  });

  it('is written by its kind', () => {
    expect(hex(yes)).toBe('0101ff');
    expect(hex(bits(of('80'), 7))).toBe('03020780');
    expect(hex(bits(of('80')))).toBe('03020080');
    expect(hex(text('é'))).toBe('0c02c3a9');
    expect(hex(tagged(3, of('0500')))).toBe('a3020500');
    expect(hex(objectId('1.2.840.113549.1.9.4'))).toBe('06092a864886f70d010904');
    expect(hex(objectId('2.5.4.127'))).toBe('060355047f');
    expect(hex(objectId('2.5.4.128'))).toBe('060455048100');
  });

  it('is an integer without needless zeros and never negative', () => {
    for (const [given, written] of [
      ['', '020100'],
      ['00', '020100'],
      ['7f', '02017f'],
      ['80', '02020080'],
      ['000080', '02020080'],
      ['0001', '020101'],
    ] as const)
      expect(hex(integer(of(given)))).toBe(written);
  });

  it('is a time of two digits to 2049 and of four from then on', () => {
    expect(hex(time('2049-12-31T23:59:59.999Z'))).toBe(`170d${hex(Buffer.from('491231235959Z'))}`);
    expect(hex(time('2050-01-01T00:00:00.000Z'))).toBe(`180f${hex(Buffer.from('20500101000000Z'))}`);
  });

  it('stands in a set in the order of its octets', () => {
    const [a, b, c, longer] = [of('040101'), of('040102'), of('0500'), of('04020101')];
    expect(hex(setOf(c, b, longer, a))).toBe(['310c', '040101', '040102', '04020101', '0500'].join(''));
    expect(hex(setOf(of('0401'), of('04')))).toBe('3103040401');
    expect(hex(setOf(a, a))).toBe('3106040101040101');
  });
});

describe('values', () => {
  it('are read one after the other, and not beyond the end', () => {
    expect(derValues(of('05000101ff')).map(({ tag }) => tag)).toEqual([5, 1]);
    expect(derValues(of('0482000155'))[0]!.contents).toEqual(of('55'));
    expect(derValues(new Uint8Array())).toEqual([]);
    for (const broken of ['04', '040', '0402aa', '0480', '0485', '04850000000000', '048201', '0482ffff00'])
      expect(() => derValues(of(broken))).toThrow(RangeError);
    expect(() => derValues(of('048400000001'))).toThrow('DER that ends too early');
    expect(() => derValues(of('0480'))).toThrow('DER without a length');
  });
});

describe('a signature over a packet', () => {
  const about = {
    name: 'courthouse/demo packets',
    serial: of('4055'),
    from: '2026-01-01T00:00:00.000Z',
    until: '2056-01-01T00:00:00.000Z',
    publicKey: of('3000'),
    keyId: of('aa'),
  };

  it('has a certificate of version 3 with its name, its days and what it may be used for', () => {
    const [whole] = derValues(certificateBody(about));
    const parts = derValues(whole!.contents);
    expect(parts.map(({ tag }) => tag)).toEqual([0xa0, 2, 0x30, 0x30, 0x30, 0x30, 0x30, 0xa3]);
    expect(hex(parts[0]!.contents)).toBe('020102');
    expect(hex(parts[1]!.contents)).toBe('4055');
    expect(parts[5]!.whole).toEqual(parts[3]!.whole);
    expect(Buffer.from(parts[3]!.contents).toString()).toContain('courthouse/demo packets');
    expect(derValues(parts[4]!.contents).map(({ tag }) => tag)).toEqual([0x17, 0x18]);
    const said = hex(parts[7]!.contents);
    expect(said).toContain('0603551d0f0101ff040403020780');
    expect(said).toContain('0603551d25040c300a06082b06010505070304');
    expect(said).toContain('0603551d0e04030401aa');
  });

  it('names its signer by the certificate, which must be one', () => {
    const set = setOf(of('0500'));
    const whole = der(0x30, certificateBody(about), of('3000'), of('0300'));
    const signature = detachedSignature(whole, set, of('3000'));
    expect(hex(signature)).toContain('02024055');
    expect(hex(signature)).toContain('a0020500');
    for (const none of [new Uint8Array(), of('3000'), of('30023000')])
      expect(() => detachedSignature(none, set, of('3000'))).toThrow('no certificate of version 3');
  });
});
