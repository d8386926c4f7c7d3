/** The witness program's own classes, as another machine would run them. */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseWitnesses, type Witness as KnownWitness } from '../../src/ledger/witness.js';

export interface Witness {
  readonly verifierKey: string;
  readonly pem: string;
  readonly newest: string;
  readonly size: number;
  readonly former: string | null;
  cosign(note: string, proof: readonly string[]): { line: string; note: string; size: number };
  begin(statement: string): { from: number; to: number };
}

interface SizedTree {
  readonly size: number;
  readonly root: Uint8Array;
}

interface WitnessProgram {
  continues(older: SizedTree, newer: SizedTree, proof: readonly Uint8Array[]): boolean;
  Witness: new (given: {
    name: string;
    folder: string;
    origin: string;
    courtPem: () => string;
    nowMs?: () => number;
  }) => Witness;
  witnessServer(witness: Witness): Server;
  visit(witness: Witness, court: string): Promise<{ size: number; isNew: boolean }>;
}

export const witnessPath = fileURLToPath(new URL('../../src/ledger/witness/witness.mjs', import.meta.url));

export const witnessProgram = (await import(pathToFileURL(witnessPath).href)) as WitnessProgram;

/** A witness of the court `demo`; the court's keys are asked for when they are needed. */
export const newWitness = (
  courtPem: () => string,
  name = 'witness/station',
  folder = mkdtempSync(join(tmpdir(), 'witness-')),
): Witness => new witnessProgram.Witness({ name, folder, origin: 'courthouse/demo', courtPem });

/** As the court's settings file names it. */
export const known = (...witnesses: { verifierKey: string; url?: string }[]): KnownWitness[] =>
  parseWitnesses(witnesses.map(({ verifierKey, url = '' }) => `${verifierKey} ${url}\n`).join(''), (bytes) =>
    createHash('sha256').update(bytes).digest(),
  );
