/** Knows a picture by its first bytes, whatever it is called. */

const jpeg = [0xff, 0xd8, 0xff];
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  with_.every((byte, place) => bytes[place] === byte);

export function pictureKind(bytes: Uint8Array): 'image/jpeg' | 'image/png' | undefined {
  if (begins(bytes, jpeg)) return 'image/jpeg';
  return begins(bytes, png) ? 'image/png' : undefined;
}
