/** What the tests of custody do: bring a file, ask by HTTP, make an exhibit old. */
import { EvidenceTable } from '../../src/evidence/evidence.store.js';
import { Writer } from '../../src/storage/writer.js';
import { basicOf, type ExhibitCourt } from './exhibit-court.js';
import { upload } from './tus.js';

interface Told {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly code?: string;
    readonly sha256?: string;
    readonly items?: readonly { readonly id: string; readonly evidence?: string }[];
  };
}

export async function brings(court: ExhibitCourt, bytes: Buffer, filetype = 'audio/wav'): Promise<string> {
  const headers = { Authorization: basicOf('recorder-201') };
  const { url } = await upload(court.url, { bytes, headers, words: { filetype } });
  return url.split('/').at(-1) ?? '';
}

export const post = async (
  court: ExhibitCourt,
  cookie: string,
  path: string,
  body: object,
): Promise<Told> => {
  const answer = await fetch(court.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Told['body'] };
};

export const agedBy = (court: ExhibitCourt, id: string, column: 'keepUntil' | 'receivedAt', at: string) =>
  court.app.get(Writer).write((unit) => unit.rows(EvidenceTable).update({ id }, { [column]: at }));

export const past = '2020-01-01T00:00:00.000Z';
