/** Something real behind every id of the house's routes, so that a crawl reads it and does not only miss it. */
import { createHash } from 'node:crypto';
import type { PacketItem } from '../../src/packets/packet-order.js';
import type { SlipItem } from '../../src/screening/slip.js';
import { basicOf } from './exhibit-court.js';
import { upload } from './tus.js';
import { spokenWav } from './wav.js';
import type { WholeCourt } from './whole-court.js';

/** By the noun before the id in a path, or by the parameter's own name. */
export type Objects = Readonly<Record<string, string>>;

export async function realObjects(court: WholeCourt): Promise<Objects> {
  // A press for help is not shared with the police by itself.
  const { alarm } = await (await court.device('button-107')).press('help');
  const incident = (await court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
  const headers = { Authorization: basicOf('recorder-201', 'demo-recorder-201') };
  const sent = await upload(court.url, { bytes: spokenWav(1), headers, words: { filetype: 'audio/wav' } });
  const asked = await court.post<PacketItem>('clerk', `/api/incidents/${incident}/packets`);
  const procedures = await court.get<{ items: { id: string }[] }>('admin', '/api/procedures');
  const versions = await court.get<{ items: { version: string }[] }>('admin', '/api/law/versions');
  return {
    alarms: alarm!,
    incidents: incident,
    evidence: sent.url.split('/').at(-1)!,
    packets: asked.body.id,
    devices: 'button-107',
    procedures: procedures.body.items[0]!.id,
    version: versions.body.items[0]!.version,
    slips: await endedSlip(court),
    ...(await interference(court)),
  };
}

/** A record of the register with a recording of its own, which nobody else reads. */
async function interference(court: WholeCourt): Promise<Objects> {
  const bytes = spokenWav(2);
  const [startedAt, endedAt] = ['2026-01-05T01:00:00.000Z', '2026-01-05T01:00:02.000Z'] as const;
  const clip = { clip: 'call', bytes: bytes.length, mime: 'audio/wav', startedAt, endedAt };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await (await court.device('recorder-202')).say({ type: 'clip-ready', ...clip, sha256 });
  const headers = { Authorization: basicOf('recorder-202', 'demo-recorder-202') };
  const words = { filetype: 'audio/wav', clip: 'call', startedAt, endedAt };
  await upload(court.url, { bytes, headers, words });
  const { body } = await court.get<{ items: { id: string; device: string }[] }>('guard', '/api/recordings');
  const recording = body.items.find(({ device }) => device === 'recorder-202')!.id;
  const filed = { tag: 'interference', channel: 'phone', clip: recording };
  const { id } = (await court.post<{ id: string }>('judge', '/api/interference', filed)).body;
  return { recording, recordings: recording, interference: id };
}

const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(64, 1)]);
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 2)]);

/** With its photo and its owner's signature. */
async function endedSlip(court: WholeCourt): Promise<string> {
  const decision = { outcome: 'deposited', class: 'knife', item: '水果刀', handChecked: true };
  const left = await court.post<{ slip: SlipItem }>('screener', '/api/screening/gate-1/decisions', decision);
  const { id } = left.body.slip;
  await fetch(`${court.url}/api/screening/slips/${id}/photo`, {
    method: 'PUT',
    headers: { Cookie: await court.cookie('screener'), 'Content-Type': 'image/jpeg' },
    body: jpeg,
  });
  const signed = { to: '王某', signature: png.toString('base64') };
  await court.post('screener', `/api/screening/slips/${id}/return`, signed);
  return id;
}

/** A route's path with the objects in the places of its ids; `nothing` where there is none. */
export const pathOf = (route: string, objects: Objects): string =>
  route
    .slice(route.indexOf(' ') + 1)
    .replace(/([a-z]+)\/:id/, (_, noun: string) => `${noun}/${objects[noun] ?? 'nothing'}`)
    .replace('/:form', '/f1-transfer-letter')
    .replace(/:([a-z]+)/g, (_, name: string) => objects[name] ?? 'nothing');
