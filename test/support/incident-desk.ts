/** What the tests on findings and measures ask of the whole court. */
import { expect } from '@jest/globals';
import { Boards } from '../../src/console/boards.service.js';
import type { IncidentFile } from '../../src/incidents/incident-files.service.js';
import type { FindingItem, IncidentItem } from '../../src/incidents/incident.js';
import type { OfferedMeasure } from '../../src/incidents/offering.js';
import type { wholeCourt } from './whole-court.js';

export type Problem = { readonly code: string; readonly codes?: string[]; readonly lacks?: string };
type File = IncidentFile & { readonly measuresOffered: readonly OfferedMeasure[] };

export function incidentDesk(held: ReturnType<typeof wholeCourt>) {
  return {
    report: async (place = 'hall', text = '电梯停了一会儿'): Promise<string> =>
      (await held.court.post<IncidentItem>('guard', '/api/incidents', { place, text })).body.id,
    file: async (id: string, who = 'guard') => (await held.court.get<File>(who, `/api/incidents/${id}`)).body,
    find: (id: string, code: string, body: object = {}, who = 'guard') =>
      held.court.post<FindingItem & Problem>(who, `/api/incidents/${id}/findings`, { code, ...body }),
    act: (id: string, verb: string, body: object, who = 'guard') =>
      held.court.post<FindingItem & Problem>(who, `/api/findings/${id}/${verb}`, body),
    /** The board, folded from facts, is what its rows say. */
    folded: async (): Promise<void> => {
      const boards = held.court.app.get(Boards);
      await held.court.write(async () => {
        const plain = (items: readonly IncidentItem[]) =>
          JSON.parse(
            JSON.stringify(
              items
                .map((item) => ({
                  ...item,
                  findings: item.findings.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
                }))
                .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
            ),
          ) as unknown;
        expect(plain(boards.board.incidents)).toEqual(plain((await boards.load()).incidents));
      });
    },
  };
}
