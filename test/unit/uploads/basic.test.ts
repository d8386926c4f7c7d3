import { describe, expect, it } from '@jest/globals';
import { basicOf } from '../../../src/uploads/basic.js';

const basic = (text: string): string => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

describe('HTTP Basic', () => {
  it('reads name and secret, colons and other scripts in the secret included', () => {
    expect(basicOf(basic('recorder-201:a:密'))).toEqual({ name: 'recorder-201', secret: 'a:密' });
  });

  it.each([basic('no-colon'), basic(':no-name'), 'Basic', 'Basic ???', 'Bearer abc', ''])(
    'reads nothing from %s',
    (header) => {
      expect(basicOf(header)).toBeUndefined();
    },
  );
});
