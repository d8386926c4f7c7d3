import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyBoard, type Board, type Fact } from '../../../src/console/board.js';
import { fold, foldAll } from '../../../src/console/fold.js';
import { projectBoard, projectFacts } from '../../../src/console/projection.js';
import { permissionsOf, roles } from '../../../src/access/permission.js';

let seq = 0;
const at = '2026-01-01T00:00:00.000Z';
const fact = (type: string, id: string, data: Record<string, unknown> = {}): Fact => ({
  seq: (seq += 1),
  type,
  at,
  by: { kind: 'person', id: 'p' },
  subject: { kind: type.split('.')[0] ?? '', id },
  data,
});
const raised = fact('alarm.raised', 'a', {
  place: 'hall',
  zone: 'B',
  level: 'high',
  source: 'press',
  device: 'button-1',
  pattern: 'help',
});
const opened = fact('incident.opened', 'i', { place: 'hall', zone: 'B', source: 'alarm', alarms: ['a'] });
const board = foldAll(emptyBoard, [raised, opened]);

describe('the reducer', () => {
  it('leaves the board as it is for facts that no screen shows, and for those of things it does not hold', () => {
    expect(fold(board, fact('access.signed-in', 's'))).toBe(board);
    expect(fold(board, fact('alarm.acknowledged', 'other')).alarms).toBe(board.alarms);
  });

  it('takes a closed alarm off the board and keeps its incident', () => {
    const closed = fold(board, fact('alarm.closed', 'a'));
    expect([closed.alarms, closed.incidents.length]).toEqual([[], 1]);
  });

  it('reads side exits as ledgers told them before they were approvals', () => {
    const exit = { exit: 'false', reason: { word: 'w' }, state: 'open', before: 'open' };
    const asked = fold(board, fact('incident.exit-asked', 'i', exit));
    expect(asked.incidents[0]).toMatchObject({
      state: 'open',
      exit: { kind: 'false', at, reason: { word: 'w' } },
    });
    expect(fold(asked, fact('incident.exit-declined', 'i', exit)).incidents[0]).not.toHaveProperty('exit');
    expect(fold(asked, fact('incident.exit-signed', 'i', { ...exit, state: 'false' })).incidents).toEqual([]);
  });

  it('keeps the first proof of a screen', () => {
    const first = fold(board, fact('alarm.shown', 'a'));
    const again = fold(first, { ...fact('alarm.shown', 'a'), at: '2027-01-01T00:00:00.000Z' });
    expect(again.alarms[0]?.shown?.at).toBe(at);
  });

  it('takes a redacted text away everywhere and leaves the word', () => {
    const measure = {
      id: 'm',
      measure: 'M12',
      note: { word: 'w1', text: '秘密' },
      orderedBy: { word: 'w2', text: '长' },
    };
    const noted = fold(board, {
      ...fact('measure.taken', 'i', measure),
      subject: { kind: 'incident', id: 'i' },
    });
    const after = fold(noted, fact('words.redacted', 'x', { word: 'w1' }));
    expect(after.incidents[0]?.measures[0]).toMatchObject({
      note: { word: 'w1' },
      orderedBy: { word: 'w2', text: '长' },
    });
    expect(JSON.stringify(after)).not.toContain('秘密');
  });

  it('shows a lane no more of a decision than what was decided', () => {
    const lanes: Board = { ...board, lanes: [{ id: 'g', place: 'x', name: 'g', passed: 0, alarmed: 0 }] };
    const decided = fold(
      lanes,
      fact('lane.decided', 'g', { outcome: 'refused', class: 'knife', item: { word: 'w' }, operators: [] }),
    );
    expect(decided.lanes[0]?.decision).toEqual({ at, outcome: 'refused', class: 'knife' });
  });
});

describe('projection', () => {
  const staff = { permissions: permissionsOf(['guard']) };
  const police = { permissions: permissionsOf(['police']), shared: new Set(['i']) };

  it('gives the police nothing that was not shared, and of it no device, no suggestion and no word of the house', () => {
    expect(projectBoard(board, { ...police, shared: new Set() })).toEqual(emptyBoard);
    expect(projectBoard(board, police).alarms[0]).not.toHaveProperty('device');
    const told = [
      fact('finding.suggested', 'f', { incident: 'i', code: 'B1' }),
      fact('alarm.acknowledged', 'a', {
        incident: 'i',
        device: 'button-1',
        note: { word: 'n', text: 't', scope: 'staff' },
      }),
      fact('alarm.acknowledged', 'b', { incident: 'other' }),
      fact('device.silent', 'button-1', { place: 'hall' }),
      fact('liaison.asked', 'i', {}),
    ];
    expect(projectFacts(told, police)).toEqual([{ ...told[1], data: { incident: 'i' } }]);
  });

  it('of 100,000 pairs of a station and an object shows exactly those that were shared', () => {
    const ids = Array.from({ length: 100 }, (_, at) => `incident-${at}.`);
    const facts = ids.flatMap((id) => [
      fact('alarm.raised', `alarm-of-${id}`, { ...raised.data }),
      fact('incident.opened', id, { ...opened.data, alarms: [`alarm-of-${id}`] }),
    ]);
    const house = foldAll(emptyBoard, facts);
    const later = ids.map((id) => fact('alarm.acknowledged', `alarm-of-${id}`, { incident: id }));
    fc.assert(
      fc.property(fc.subarray(ids), (shared) => {
        const sight = { ...police, shared: new Set(shared) };
        const { alarms, incidents, ...rest } = projectBoard(house, sight);
        expect(incidents.map(({ id }) => id)).toEqual(shared);
        expect(alarms.map(({ incident }) => incident)).toEqual(shared);
        expect(Object.values(rest).flat()).toEqual([]);
        expect(projectFacts(later, sight).map(({ data }) => data['incident'])).toEqual(shared);
      }),
      { numRuns: 500 },
    );
  });

  it('joins a word with its text only for who may read it', () => {
    const words = {
      staff: { word: 's', text: 'S', scope: 'staff' },
      access: { word: 'a', text: 'A', scope: 'access' },
    };
    const [seen] = projectFacts([fact('alarm.acknowledged', 'a', words)], staff);
    expect(seen?.data).toEqual({ staff: { word: 's', text: 'S' }, access: { word: 'a' } });
    const [audited] = projectFacts([fact('person.joined', 'p', words)], {
      permissions: permissionsOf(['auditor']),
    });
    expect(audited?.data).toEqual({ staff: { word: 's', text: 'S' }, access: { word: 'a', text: 'A' } });
  });

  it('shows a fact that no rule knows to nobody but the auditor', () => {
    const unknown = [fact('something.new', 'x')];
    const seeing = roles.filter(
      (role) => role !== 'police' && projectFacts(unknown, { permissions: permissionsOf([role]) }).length > 0,
    );
    expect(seeing).toEqual(['auditor']);
  });
});
