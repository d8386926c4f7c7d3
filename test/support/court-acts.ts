/** What may happen in a court on a bad day, at random, through the doors that devices and people use. */
import fc from 'fast-check';
import type { WholeCourt } from './whole-court.js';
import type { WireDevice } from './wire-device.js';

const device = (id: string, said: Record<string, unknown>) => ({ kind: 'say' as const, id, said });
const buttons = ['button-101', 'button-102', 'button-110'];
const say = fc.oneof(
  fc
    .tuple(fc.constantFrom(...buttons), fc.constantFrom('help', 'emergency', 'silent', 'nonsense'))
    .map(([id, pattern]) => device(id, { type: 'pressed', pattern })),
  fc.constantFrom(
    device('button-101', { type: 'battery', percent: 5 }),
    device('button-101', { type: 'battery', percent: 80 }),
    device('button-102', { type: 'tamper' }),
    device('door-301', { type: 'forced' }),
    device('gate-1', { type: 'decision', outcome: 'refused', item: '刀', operators: ['甲', '乙'] }),
    device('gate-1', { type: 'decision', outcome: 'deposited', item: '水果刀', operators: [] }),
    device('gate-1', { type: 'detection', zoneCode: 'z', class: 'knife' }),
    device('gate-2', {
      type: 'passages',
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-01T00:01:00Z',
      passed: 3,
      alarmed: 1,
    }),
    device('gate-2', { type: 'jumped' }),
  ),
);
const verb = fc.constantFrom('acknowledge', 'respond', 'arrive', 'control', 'close', 'shown', 'sounded');
const onAlarm = fc.record({ kind: fc.constant('answer' as const), verb, which: fc.nat(3) });
const onIncident = fc.record({
  kind: fc.constant('incident' as const),
  what: fc.constantFrom(
    ...['share', 'accept', 'find', 'confirm', 'reject', 'measure', 'packet', 'approve'],
    ...['reclassify', 'complete', 'lock', 'exit', 'countersign', 'keep', 'reopen', 'merge', 'part'],
  ),
  which: fc.nat(3),
});
const other = fc.record({
  kind: fc.constant('other' as const),
  what: fc.constantFrom('report', 'clear', 'post', 'leave', 'disable', 'enable', 'browser', 'conflict'),
});
export const someActs = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: say },
    { weight: 4, arbitrary: onAlarm },
    { weight: 5, arbitrary: onIncident },
    { weight: 2, arbitrary: other },
  ),
  { minLength: 8, maxLength: 25 },
);
export type Act =
  | ReturnType<typeof device>
  | { kind: 'answer'; verb: string; which: number }
  | { kind: 'incident'; what: string; which: number }
  | { kind: 'other'; what: string };

const on = (what: string) => ({ kind: 'incident' as const, what, which: 0 });
const answer = (given: string) => ({ kind: 'answer' as const, verb: given, which: 0 });
/** A day on which everything happens once. */
export const oneOfEach: Act[] = [
  device('button-101', { type: 'pressed', pattern: 'help' }),
  answer('shown'),
  device('button-101', { type: 'pressed', pattern: 'silent' }),
  answer('acknowledge'),
  device('gate-1', { type: 'decision', outcome: 'refused', item: '刀', operators: ['甲', '乙'] }),
  on('confirm'),
  { kind: 'other', what: 'report' },
  ...['find', 'confirm', 'reject', 'measure', 'share', 'accept', 'packet', 'approve', 'measure'].map(on),
  ...['reclassify', 'complete', 'merge', 'part', 'lock', 'exit', 'keep', 'exit', 'countersign', 'reopen'].map(
    on,
  ),
  answer('close'),
  device('button-101', { type: 'battery', percent: 5 }),
  device('button-101', { type: 'battery', percent: 80 }),
  device('gate-2', {
    type: 'passages',
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-01T00:01:00Z',
    passed: 3,
    alarmed: 1,
  }),
  ...['leave', 'post', 'leave', 'conflict', 'disable', 'enable', 'browser'].map((what) => ({
    kind: 'other' as const,
    what,
  })),
];

interface Listed {
  readonly id: string;
  readonly findings: readonly { readonly id: string; readonly status: string }[];
  readonly packets: readonly { readonly id: string; readonly state: string }[];
  readonly zone: string;
  readonly state: string;
  readonly shared?: unknown;
}

/** Performs acts; what the house refuses is refused, as it would be on such a day. */
export class Clerks {
  readonly #devices = new Map<string, WireDevice>();
  constructor(private readonly court: WholeCourt) {}

  perform(act: Act): Promise<unknown> {
    if (act.kind === 'say') return this.#say(act.id, act.said);
    if (act.kind === 'answer') return this.#answer(act.verb, act.which);
    if (act.kind === 'incident') return this.#onIncident(act.what, act.which);
    return this.#other(act.what);
  }

  async #device(id: string): Promise<WireDevice> {
    const known = this.#devices.get(id);
    if (known !== undefined) return known;
    const device = await this.court.device(id);
    this.#devices.set(id, device);
    return device;
  }

  async #say(id: string, said: Record<string, unknown>): Promise<unknown> {
    return (await this.#device(id)).say(said);
  }

  async #items<Item>(path: string): Promise<Item[]> {
    return (await this.court.get<{ items: Item[] }>('chief', path)).body.items;
  }

  async #answer(verb: string, which: number): Promise<unknown> {
    const alarm = (await this.#items<{ id: string }>('/api/alarms?state=open'))[which];
    if (alarm === undefined) return undefined;
    if (verb === 'shown' || verb === 'sounded') {
      const screen = await this.court.screen('guard');
      screen.say(verb, alarm.id);
      return this.court.told(`alarm.${verb}`, ({ subject }) => subject.id === alarm.id);
    }
    const body = verb === 'close' ? { outcome: 'handled', reason: '已处置' } : { note: '说明' };
    return this.court.post('guard', `/api/alarms/${alarm.id}/${verb}`, body);
  }

  async #onIncident(what: string, which: number): Promise<unknown> {
    const incident = (await this.#items<Listed>('/api/incidents'))[which];
    if (incident === undefined) return undefined;
    const ways: Readonly<Record<string, (incident: Listed) => unknown>> = {
      share: ({ id }) => this.court.post('chief', `/api/incidents/${id}/share`),
      accept: ({ id }) => this.court.post('police', `/api/incidents/${id}/accept`),
      find: ({ id, zone }) =>
        this.court.post('guard', `/api/incidents/${id}/findings`, {
          code: zone === 'A' ? 'A2' : 'B3',
          elements: [zone === 'A' ? 'uproar-or-storm' : 'noise'],
        }),
      measure: ({ id, zone }) =>
        this.court.post('guard', `/api/incidents/${id}/measures`, {
          measure: zone === 'A' ? 'M01' : 'M12',
          orderedBy: '审判长',
          executedBy: ['法警甲', '法警乙'],
          note: '内部',
        }),
      packet: ({ id }) => this.court.post('clerk', `/api/incidents/${id}/packets`),
      approve: ({ packets }) => this.#approve(packets.find(({ state }) => state === 'asked')?.id),
      confirm: (one) => this.#decide(one, 'confirm', {}),
      reject: (one) => this.#decide(one, 'reject', { reason: '不符' }),
      reclassify: ({ findings, zone }) =>
        this.#onConfirmed(findings, 'reclassify', { code: zone === 'A' ? 'A3' : 'B2', reason: '内部' }),
      complete: ({ findings }) =>
        this.#onConfirmed(findings, 'complete', {
          elements: [],
          particulars: { headCount: 3, headCountSource: '内部' },
        }),
      lock: ({ id }) => this.#step('guard', id, 'lock'),
      exit: ({ id }) => this.#step('guard', id, 'exit'),
      countersign: ({ id }) => this.#step('chief', id, 'countersign'),
      keep: ({ id }) => this.#step('chief', id, 'keep'),
      reopen: ({ id }) => this.#step('chief', id, 'reopen'),
      merge: (one) => this.#merge(one),
      part: ({ id }) => this.court.post('guard', `/api/incidents/${id}/part`, { reason: '内部' }),
    };
    return ways[what]?.(incident);
  }

  #step(who: string, id: string, step: string): Promise<unknown> {
    return this.court.post(who, `/api/incidents/${id}/step`, { step, exit: 'false', reason: '内部' });
  }

  /** Into the next of the same zone that the police see alike. */
  async #merge({ id, zone, shared, state }: Listed): Promise<unknown> {
    const into = (await this.#items<Listed>('/api/incidents')).find(
      (other) =>
        other.id !== id &&
        other.zone === zone &&
        other.state === 'open' &&
        (other.shared === undefined) === (shared === undefined),
    );
    if (state !== 'open' || into === undefined) return undefined;
    return this.court.post('guard', `/api/incidents/${id}/merge`, { into: into.id, reason: '内部' });
  }

  #onConfirmed(findings: Listed['findings'], verb: string, body: object): unknown {
    const confirmed = findings.find(({ status }) => status === 'confirmed');
    return confirmed && this.court.post('guard', `/api/findings/${confirmed.id}/${verb}`, body);
  }

  async #decide({ findings }: Listed, verdict: string, body: object): Promise<unknown> {
    const candidate = findings.find(({ status }) => status === 'candidate');
    return candidate && this.court.post('guard', `/api/findings/${candidate.id}/${verdict}`, body);
  }

  async #approve(packet: string | undefined): Promise<unknown> {
    if (packet === undefined) return undefined;
    await this.court.post('approver', `/api/packets/${packet}/approve`);
    return this.court.told('packet.sealed', ({ subject }) => subject.id === packet);
  }

  async #other(what: string): Promise<unknown> {
    const [trouble] = await this.#items<{ id: string }>('/api/troubles');
    const button = await this.#device('button-103');
    switch (what) {
      case 'report':
        return this.court.post('guard', '/api/incidents', { place: 'hall', text: '有人在大厅持刀威胁法官' });
      case 'clear':
        return trouble && this.court.post('guard', `/api/troubles/${trouble.id}/clear`);
      case 'post':
        return this.court.post('officer-1', '/api/duty', { post: 'hall' });
      case 'leave':
        return fetch(`${this.court.url}/api/duty`, {
          method: 'DELETE',
          headers: { Cookie: await this.court.cookie('officer-1') },
        });
      case 'disable':
      case 'enable':
        return this.court.post('admin', `/api/devices/button-104/${what}`);
      case 'browser':
        return this.court.post('judge', '/api/alarms', { place: 'court-2', pattern: 'silent' });
      default: {
        const said = button.event({ type: 'test', at: '2026-01-01T00:00:00Z' });
        await button.send(JSON.stringify(said));
        return button.send(JSON.stringify({ ...said, type: 'pressed', pattern: 'help' }));
      }
    }
  }
}
