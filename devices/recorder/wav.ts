/** The bytes of a WAV file: 16-bit mono PCM behind a 44-byte header. */
export const wavHeaderBytes = 44;

const bytesPerSample = 2;

/** @param pcmBytes length of what follows the header */
export function wavHeader(sampleRate: number, pcmBytes: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(wavHeaderBytes));
  const word = (at: number, letters: string): void => {
    new TextEncoder().encodeInto(letters, new Uint8Array(header.buffer, at, letters.length));
  };
  word(0, 'RIFF');
  header.setUint32(4, wavHeaderBytes - 8 + pcmBytes, true);
  word(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true); // PCM
  header.setUint16(22, 1, true); // mono
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * bytesPerSample, true);
  header.setUint16(32, bytesPerSample, true);
  header.setUint16(34, bytesPerSample * 8, true);
  word(36, 'data');
  header.setUint32(40, pcmBytes, true);
  return new Uint8Array(header.buffer);
}
