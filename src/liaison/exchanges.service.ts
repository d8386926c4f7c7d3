/** The talk between court and police about a shared incident: steps, urgent messages, the receipt. */
import { Injectable } from '@nestjs/common';
import { Grants } from '../access/grants.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { Incidents } from '../incidents/incidents.service.js';
import { conflict, missing } from '../kernel/errors.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { FactData, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { mayFollow, nextSteps, type ExchangeState, type PoliceStep, type Result } from './exchange.js';
import { exchangeOf, putExchange, type ExchangeRow } from './exchange.store.js';

export interface Exchange {
  readonly state: ExchangeState;
  readonly at: string;
  /** what the station may do next */
  readonly next: readonly PoliceStep[];
  /** all that was said and done, in order, each with its time */
  readonly facts: readonly KeptFact[];
}

export interface StepWords {
  /** why it is rejected, or what is to be known */
  readonly reason?: string | undefined;
  /** 接报案登记号、受案号 */
  readonly docket?: string | undefined;
  readonly result?: Result | undefined;
}

/** What stays in the house. */
const internal = new Set(['liaison.asked', 'liaison.delivered', 'liaison.undelivered', 'liaison.sent-again']);

@Injectable()
export class Exchanges {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly incidents: Incidents,
    private readonly grants: Grants,
  ) {}

  /** @throws INCIDENT_MISSING where it is not shared with this viewer */
  async of(viewer: Viewer, incident: string): Promise<Exchange> {
    if (viewer.station !== undefined) await this.demandGrant(viewer, incident);
    const row = await exchangeOf(this.reader, incident);
    if (row === undefined) throw missing('NOT_SHARED', 'this incident was not shared with the police');
    const about = await this.entries.about([{ kind: 'incident', id: incident }]);
    const facts = about.filter(
      ({ type }) => type.startsWith('liaison.') && (viewer.station === undefined || !internal.has(type)),
    );
    return { state: row.state, at: row.at, next: nextSteps(row.state), facts };
  }

  /** A step of the station. @throws INCIDENT_MISSING, LIAISON_STEP_TAKEN */
  step(viewer: Viewer, incident: string, step: PoliceStep, words: StepWords = {}): Promise<void> {
    return this.writer.write(async (unit) => {
      await this.demandGrant(viewer, incident);
      const row = await this.#row(unit, incident);
      const { accepted } = await this.incidents.row(unit, incident);
      if (step === 'accepted' && accepted !== undefined)
        throw conflict('INCIDENT_ACCEPTED', 'the incident was accepted already', { first: accepted });
      if (!mayFollow(row.state, step))
        throw conflict('LIAISON_STEP_TAKEN', `it is ${row.state}; it cannot become ${step}`, {
          state: row.state,
          first: { at: row.at },
        });
      await putExchange(unit, { ...row, state: step, at: unit.at });
      if (step === 'accepted')
        await this.incidents.mark(unit, incident, { accepted: { at: unit.at, by: actorOf(viewer) } });
      const { reason, docket, result } = words;
      if (step === 'closed')
        await this.incidents.mark(unit, incident, {
          policeClosed: { at: unit.at, ...(result === undefined ? {} : { result }) },
        });
      this.#say(unit, viewer, incident, step, {
        station: row.station,
        ...(reason === undefined ? {} : { why: word(reason, 'shared') }),
        ...(docket === undefined ? {} : { docket: word(docket, 'shared') }),
        ...(result === undefined ? {} : { result }),
      });
    });
  }

  /** An urgent word to the other side, from either. */
  message(viewer: Viewer, incident: string, text: string): Promise<void> {
    return this.writer.write(async (unit) => {
      if (viewer.station !== undefined) await this.demandGrant(viewer, incident);
      const { state } = await this.#row(unit, incident);
      if (state === 'withdrawn') throw conflict('LIAISON_OVER', 'the incident is shared no more');
      const from = viewer.station === undefined ? 'court' : 'police';
      this.#say(unit, viewer, incident, 'message', { from, text: word(text, 'shared') }, text);
    });
  }

  /** 回执: which packet came, and what checking it gave. */
  receipt(
    viewer: Viewer,
    packet: { readonly id: string; readonly incident: string; readonly sha256?: string },
    told: FactData,
  ): Promise<void> {
    return this.writer.write(async (unit) => {
      const { id, incident, sha256 } = packet;
      this.#say(unit, viewer, incident, 'receipted', {
        packet: id,
        sha256,
        station: viewer.station,
        ...told,
      });
    });
  }

  /** In the transaction of the sharing. */
  async offered(unit: Unit, incident: string, station: string): Promise<void> {
    await putExchange(unit, { incident, station, state: 'offered', at: unit.at });
  }

  /** The police see it no more; what they did and said stays on record. @throws NOT_SHARED, LIAISON_OVER */
  withdraw(viewer: Viewer, incident: string, reason: string): Promise<void> {
    return this.writer.write(async (unit) => {
      const row = await this.#row(unit, incident);
      if (row.state === 'withdrawn') throw conflict('LIAISON_OVER', 'the incident is shared no more');
      await putExchange(unit, { ...row, state: 'withdrawn', at: unit.at });
      await this.grants.grant(unit, incident, row.station, unit.at, actorOf(viewer));
      await this.incidents.mark(unit, incident, {
        shared: null,
        accepted: null,
        policeClosed: null,
      } as never);
      this.#say(unit, viewer, incident, 'withdrawn', { station: row.station, why: word(reason, 'staff') });
    });
  }

  async demandGrant({ station }: Viewer, incident: string): Promise<void> {
    if (!(await this.grants.isGranted(incident, station)))
      throw missing('INCIDENT_MISSING', 'there is no such incident');
  }

  #say(unit: Unit, viewer: Viewer, incident: string, what: string, data: FactData, context?: string): void {
    unit.record({
      type: `liaison.${what}`,
      by: actorOf(viewer),
      subject: { kind: 'incident', id: incident },
      data,
      ...(context === undefined ? {} : { context }),
    });
  }

  async #row(unit: Unit, incident: string): Promise<ExchangeRow> {
    await this.incidents.row(unit, incident);
    const row = await exchangeOf(unit, incident);
    if (row === undefined) throw missing('NOT_SHARED', 'this incident was not shared with the police');
    return row;
  }
}
