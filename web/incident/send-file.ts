/** Sends a file to the console so that a break only delays it, with its hash declared beforehand. */

/** A browser hashes a file only whole; larger ones are for the recorder's own program. */
export const largestBytes = 512 * 1024 * 1024;

export interface Told {
  readonly step: 'hashing' | 'sending';
  /** 0..1 */
  readonly progress: number;
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @returns what the console made of it; rejects when it did not take the file */
export const sendFile = async (
  file: File,
  incident: string,
  tell: (told: Told) => void,
): Promise<'stored' | 'quarantined'> => {
  tell({ step: 'hashing', progress: 0 });
  const sha256 = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const { Upload } = await import('tus-js-client');
  const at = new Date(file.lastModified).toISOString();
  return new Promise((done, fail) => {
    const upload = new Upload(file, {
      endpoint: '/api/uploads',
      chunkSize: 8 * 1024 * 1024,
      retryDelays: [500, 1000, 2000, 5000, 10_000],
      storeFingerprintForResuming: false,
      metadata: {
        filename: file.name,
        filetype: file.type === '' ? 'application/octet-stream' : file.type,
        sha256,
        startedAt: at,
        endedAt: at,
        incident,
      },
      onProgress: (sent, all) => tell({ step: 'sending', progress: all === 0 ? 1 : sent / all }),
      onError: fail,
      onSuccess: ({ lastResponse }) =>
        done(lastResponse.getHeader('Upload-State') === 'quarantined' ? 'quarantined' : 'stored'),
    });
    upload.start();
  });
};
