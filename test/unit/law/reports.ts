/** Reads the repository's labelled reports and source texts for the tests of the law. */
import { readFileSync } from 'node:fs';

export interface LabelledReport {
  readonly id: string;
  readonly zone: 'A' | 'B' | 'C' | 'E' | 'R';
  readonly text: string;
  readonly expected: readonly string[];
  readonly primary: string | null;
}

const folder = new URL('../../../../src/law/', import.meta.url);

export const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

export const reportsOf = (name: string): LabelledReport[] =>
  textOf(`reports/${name}.jsonl`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledReport);
