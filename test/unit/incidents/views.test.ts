import { describe, expect, it } from '@jest/globals';
import type { FindingItem, IncidentItem } from '../../../src/incidents/incident.js';
import { measuresOffered } from '../../../src/incidents/offering.js';
import { sharedView } from '../../../src/incidents/sharing.js';
import { candidatesOf, isSuggested, signalsOf } from '../../../src/incidents/suggestion.js';
import { classify } from '../../../src/law/classification.js';
import { builtInLaw } from '../../../src/law/code-table.js';

const at = '2026-01-01T00:00:00.000Z';
const by = { kind: 'person', id: 'p' } as const;
const finding = (code: string, status: FindingItem['status']): FindingItem => ({
  id: `f-${code}`,
  code,
  status,
  level: 'high',
  lawVersion: '1',
  elements: [],
  decided: { at, by },
  reason: { word: 'w' },
});
const incident: IncidentItem = {
  id: 'i',
  state: 'open',
  place: 'hall',
  zone: 'B',
  source: 'report',
  openedAt: at,
  report: { word: 'w', text: 't' },
  alarms: [],
  findings: [finding('B1', 'confirmed'), finding('B3', 'candidate'), finding('B4', 'rejected')],
  candidates: [{ code: 'B1', score: 0.8, level: 'high', because: [], missing: [] }],
  measures: [
    {
      id: 'm',
      measure: 'M12',
      at,
      by,
      orderedBy: { word: 'o', text: '值班长' },
      note: { word: 'n', text: '内部' },
    },
  ],
  evidence: ['e'],
  packets: [
    { id: 'p', state: 'sealed' },
    { id: 'q', state: 'asked' },
  ],
  shareAskedAt: at,
};

describe('what the police see of an incident', () => {
  it('is what people confirmed and did, without suggestions, notes, reasons and exhibits', () => {
    const shared = sharedView(incident);
    expect(shared.findings).toEqual([
      { id: 'f-B1', code: 'B1', status: 'confirmed', lawVersion: '1', elements: [], decided: { at, by } },
    ]);
    expect([shared.candidates, shared.evidence]).toEqual([[], []]);
    expect(shared.packets).toEqual([{ id: 'p', state: 'sealed' }]);
    expect(shared.measures).toEqual([
      { id: 'm', measure: 'M12', at, by, orderedBy: { word: 'o', text: '值班长' } },
    ]);
    expect(shared).not.toHaveProperty('report');
    expect(shared).not.toHaveProperty('shareAskedAt');
  });
});

describe('signals of an alarm', () => {
  it('of a gate suggest B1 for a refused knife and nothing for a deposited one', () => {
    const of = (outcome: string): string[] => {
      const signals = signalsOf({ source: 'decision', zone: 'B' }, 'screening', { class: 'knife', outcome });
      return candidatesOf(classify({ zone: 'B', text: '', signals }), (word) => ({ word }))
        .filter(isSuggested)
        .map(({ code }) => code);
    };
    expect([of('refused'), of('fled'), of('deposited')]).toEqual([['B1'], ['B1'], []]);
  });

  it('of a button tell its room alone, of a forced door which one', () => {
    expect(signalsOf({ source: 'press', zone: 'A' }, 'x')).toEqual([{ kind: 'button', area: 'courtroom' }]);
    expect(signalsOf({ source: 'malformed', zone: 'B' }, 'hall')).toEqual([{ kind: 'button', area: 'hall' }]);
    expect(signalsOf({ source: 'forced', zone: 'B' }, 'office')).toEqual([
      { kind: 'door', forced: true, area: 'office' },
    ]);
  });
});

describe('measures (处置措施)', () => {
  it('are offered where they have a ground in the zone, and narrowed to those of the acts found', () => {
    const ids = (zone: 'A' | 'B', findings: FindingItem[]): string[] =>
      measuresOffered({ zone, findings, candidates: [] }, ['judge', 'chief'], builtInLaw).map(({ id }) => id);
    expect(ids('A', [])).toContain('M05');
    expect(ids('B', [])).not.toContain('M05');
    // Measures Art. 11(2), 2020 Rules 3: 询问 is for B4 and obstruction, not for noise.
    expect(ids('B', [finding('B4', 'confirmed')])).toContain('M17');
    expect(ids('B', [finding('B3', 'confirmed')])).not.toContain('M17');
    expect(ids('B', [finding('B4', 'rejected')])).toEqual(ids('B', []));
  });
});
