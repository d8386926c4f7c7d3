/** The court's own certificate authority and the certificate the console serves with, made at the first start. */
import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  type Extension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import type { Clock } from '../kernel/clock.js';
import { unavailable } from '../kernel/errors.js';
import {
  courtCaDays,
  daysAfter,
  deviceCertificateDays,
  isRenewalDue,
  serverCertificateDays,
  type Names,
} from './certificate.js';

export interface CertificateOptions {
  readonly dataDir: string;
  readonly court: string;
  /** files of a certificate that the court got elsewhere */
  readonly given: { readonly cert: string; readonly key: string } | undefined;
  readonly clock: Clock;
}

/** PEM texts. `ca` is the court's authority, which signs the certificates of devices too. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

export interface DeviceTls extends ServerTls {
  /** upper-case hex, as Node tells it of a connection */
  readonly serial: string;
  /** ISO-8601 */
  readonly until: string;
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;
const ownerOnly = 0o600;

export class Certificates {
  readonly #options: CertificateOptions;
  #made: Promise<ServerTls> | undefined;

  constructor(options: CertificateOptions) {
    this.#options = options;
  }

  /** Made or read once; @throws `unavailable` when a key can be read by others or does not fit its certificate */
  serverTls(): Promise<ServerTls> {
    this.#made ??= this.#prepare();
    return this.#made;
  }

  /** A key and certificate by which one device is known; the key is kept by nobody but the device. */
  async forDevice(id: string): Promise<DeviceTls> {
    const { ca } = await this.serverTls();
    const pair = await readPair(join(this.#options.dataDir, 'tls', 'ca.pem'));
    if (pair === undefined) throw unavailable('CA_MISSING', 'the court’s own authority has no key here');
    const { until, ...signed } = await this.#sign(pair, `CN=${id}`, deviceCertificateDays, [
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
    ]);
    return { ...signed, ca, until: until.toISOString() };
  }

  /**
   * Writes `tls/devices.crl`, by which a broker that is not ours knows whom it must not let in.
   * @param serials upper-case hex
   */
  async keepRevocations(serials: readonly string[]): Promise<void> {
    await this.serverTls();
    const folder = join(this.#options.dataDir, 'tls');
    const ca = await readPair(join(folder, 'ca.pem'));
    if (ca === undefined) throw unavailable('CA_MISSING', 'the court’s own authority has no key here');
    // As long as the authority itself: a list that ran out would lock every device out.
    const { notBefore: thisUpdate, notAfter: nextUpdate } = this.#lasting(courtCaDays);
    const list = await X509CrlGenerator.create({
      issuer: new X509Certificate(ca.cert).subject,
      thisUpdate,
      nextUpdate,
      signingAlgorithm: signing,
      signingKey: await signingKeyOf(ca),
      entries: serials.map((serialNumber) => ({ serialNumber, revocationDate: thisUpdate })),
    });
    await keep(join(folder, 'devices.crl'), revocationPem(list.rawData), 0o644);
  }

  async #prepare(): Promise<ServerTls> {
    const folder = join(this.#options.dataDir, 'tls');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const ca = (await readPair(join(folder, 'ca.pem'))) ?? (await this.#makeCa(folder));
    const { given } = this.#options;
    const served = given === undefined ? await this.#ownServer(folder, ca) : await givenPair(given);
    return { ...served, ca: ca.cert };
  }

  async #makeCa(folder: string): Promise<Pair> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: randomBytes(16).toString('hex'),
      name: `CN=${this.#options.court} courthouse CA`,
      ...this.#lasting(courtCaDays),
      signingAlgorithm: signing,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const pair = await pairOf(certificate, keys);
    await keep(join(folder, 'ca.pem'), pair.cert + pair.key, ownerOnly);
    // What browsers and devices are given to trust.
    await keep(join(folder, 'ca.crt'), pair.cert, 0o644);
    return pair;
  }

  async #ownServer(folder: string, ca: Pair): Promise<Pair> {
    const path = join(folder, 'server.pem');
    const names = machineNames();
    const kept = await readPair(path);
    if (kept !== undefined && isIssuedBy(kept, ca) && !this.#isOld(kept, names)) return kept;
    const pair = await this.#issue(ca, names);
    await keep(path, pair.cert + pair.key, ownerOnly);
    return pair;
  }

  #isOld({ cert }: Pair, wanted: Names): boolean {
    const served = new X509Certificate(cert);
    const named = served.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
    const of = (type: string): string[] =>
      named.filter((name) => name.type === type).map(({ value }) => value);
    const until = served.notAfter;
    return isRenewalDue({ dns: of('dns'), ip: of('ip'), until }, wanted, this.#options.clock.nowMs());
  }

  async #issue(ca: Pair, { dns, ip }: Names): Promise<Pair> {
    const subject = `CN=${this.#options.court} courthouse console`;
    const { cert, key } = await this.#sign(ca, subject, serverCertificateDays, [
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...dns.map((value) => ({ type: 'dns', value }) as const),
        ...ip.map((value) => ({ type: 'ip', value }) as const),
      ]),
    ]);
    return { cert, key };
  }

  async #sign(
    ca: Pair,
    subject: string,
    days: number,
    extensions: readonly Extension[],
  ): Promise<Pair & { readonly serial: string; readonly until: Date }> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex'),
      subject,
      issuer: new X509Certificate(ca.cert).subject,
      ...this.#lasting(days),
      signingAlgorithm: signing,
      publicKey: keys.publicKey,
      signingKey: await signingKeyOf(ca),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        ...extensions,
      ],
    });
    const pair = await pairOf(certificate, keys);
    return { ...pair, serial: new NodeCertificate(pair.cert).serialNumber, until: certificate.notAfter };
  }

  /** From an hour ago: a device's clock may be a little behind. */
  #lasting(days: number): { notBefore: Date; notAfter: Date } {
    const now = this.#options.clock.nowMs();
    return { notBefore: new Date(now - 3600_000), notAfter: daysAfter(now, days) };
  }
}

/** All names and addresses under which this machine may be asked. */
function machineNames(): Names {
  const addresses = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  const ip = new Set(['127.0.0.1', '::1']);
  // A link-local address is valid on one cable only and carries its name after a percent sign.
  for (const { address } of addresses) if (!address.startsWith('fe80')) ip.add(address);
  return { dns: [...new Set(['localhost', hostname()])], ip: [...ip] };
}

/** As OpenSSL reads it; the library's own PEM has another name on it. */
const revocationPem = (der: ArrayBuffer): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN X509 CRL-----', ...lines, '-----END X509 CRL-----', ''].join('\n');
};

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(p256, true, ['sign', 'verify']);

async function pairOf(certificate: X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Pair> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
    format: 'pem',
    type: 'pkcs8',
  });
  return { cert: `${certificate.toString('pem').trim()}\n`, key: String(key) };
}

const signingKeyOf = ({ key }: Pair): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(key).export({ format: 'der', type: 'pkcs8' }),
    p256,
    false,
    ['sign'],
  );

const isIssuedBy = (served: Pair, ca: Pair): boolean =>
  new NodeCertificate(served.cert).verify(new NodeCertificate(ca.cert).publicKey);

/** Certificate and key in one file, so that a power cut never leaves one without the other. */
async function readPair(path: string): Promise<Pair | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  await demandPrivate(path, 0o077);
  const end = '-----END CERTIFICATE-----\n';
  const at = text.indexOf(end) + end.length;
  return fitting({ cert: text.slice(0, at), key: text.slice(at) }, path);
}

async function givenPair(given: Pair): Promise<Pair> {
  // A group may be allowed to read it (Debian's ssl-cert); everybody may not.
  await demandPrivate(given.key, 0o007);
  const pair = { cert: await readFile(given.cert, 'utf8'), key: await readFile(given.key, 'utf8') };
  return fitting(pair, given.key);
}

async function demandPrivate(path: string, forbidden: number): Promise<void> {
  if (((await stat(path)).mode & forbidden) !== 0)
    throw unavailable(
      'KEY_READABLE',
      `others can read the key in ${path}; make it readable by its owner alone`,
    );
}

function fitting(pair: Pair, path: string): Pair {
  if (!new NodeCertificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key)))
    throw unavailable('KEY_UNFIT', `the key in ${path} does not belong to its certificate`);
  return pair;
}

async function keep(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, text, { mode, flush: true });
  await rename(`${path}.new`, path);
}
