/** Encrypts a sealed packet to the police's certificate (CMS EnvelopedData, AES-256-CBC), in constant memory. */
import {
  constants,
  createCipheriv,
  createECDH,
  createHash,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { invalid } from '../kernel/errors.js';
import { chunkBytes } from './digests.adapter.js';
import { ecRecipient, envelopeHead, rsaRecipient, sharedInfo } from './enveloped.js';
import type { Encrypted } from './packet.js';

const blockBytes = 16;

/**
 * @param outPath appears only when it is whole and on disk
 * @throws DomainError STATION_KEY_UNKNOWN where the certificate's key is neither RSA nor P-256
 */
export async function encryptFor(certificatePem: string, path: string, outPath: string): Promise<Encrypted> {
  const { size } = await stat(path);
  const [key, iv] = [randomBytes(32), randomBytes(blockBytes)];
  const recipient = recipientOf(new X509Certificate(certificatePem), key);
  // PKCS #7 padding fills up the last block, or adds one.
  const head = envelopeHead(recipient, iv, size - (size % blockBytes) + blockBytes);
  const temporary = `${outPath}.part`;
  const hash = createHash('sha256').update(head);
  let bytes = head.length;
  try {
    const handle = await open(temporary, 'w', 0o600);
    await handle.write(head);
    const summed = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(
      createReadStream(path, { highWaterMark: chunkBytes }),
      createCipheriv('aes-256-cbc', key, iv),
      summed,
      createWriteStream('', { fd: handle, start: head.length, flush: true }),
    );
    await rename(temporary, outPath);
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    key.fill(0);
  }
}

function recipientOf(certificate: X509Certificate, key: Uint8Array): Uint8Array {
  const { publicKey, raw } = certificate;
  if (publicKey.asymmetricKeyType === 'rsa') {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    return rsaRecipient(raw, publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, key));
  }
  if (publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
    const theirs = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
    const ephemeral = createECDH('prime256v1');
    const point = ephemeral.generateKeys();
    return ecRecipient(raw, point, wrapped(ephemeral.computeSecret(theirs), key));
  }
  throw invalid(
    'STATION_KEY_UNKNOWN',
    `a packet cannot be encrypted to a key of the kind ${publicKey.asymmetricKeyType}; RSA or P-256 is needed`,
  );
}

/** RFC 3394, under the key that X9.63 derives from the shared secret. */
function wrapped(secret: Uint8Array, key: Uint8Array): Uint8Array {
  const wrapping = createHash('sha256')
    .update(secret)
    .update(Uint8Array.of(0, 0, 0, 1))
    .update(sharedInfo)
    .digest();
  const cipher = createCipheriv('id-aes256-wrap', wrapping, Buffer.alloc(8, 0xa6));
  return Buffer.concat([cipher.update(key), cipher.final()]);
}
