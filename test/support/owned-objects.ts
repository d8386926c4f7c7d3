/** What belongs to some people of the house and not to whoever has the permission: one of each, and who they are. */
import type { ButtonTestItem } from '../../src/alarms/button-test.js';
import type { WholeCourt } from './whole-court.js';

export interface OwnedObject {
  readonly id: string;
  /** each act on it, with the one sign-in whose act it is; the last of them is done at the end of a test */
  readonly acts: readonly { readonly route: string; readonly of: string }[];
}

/** Routes whose objects belong to somebody. */
export const isOwned = (route: string): boolean => /^\S+ \/api\/(own|handovers|offers)\/.*:/.test(route);

/** A post that the guard offers to an officer, an alarm too, and the judge's test of his own button. @param alarm an open one */
export async function ownedObjects(court: WholeCourt, alarm: string): Promise<OwnedObject[]> {
  const post = async (who: string, path: string, body: object): Promise<string> =>
    (await court.post<ButtonTestItem>(who, path, body)).body.id;
  const officer = (await court.get<{ person: { id: string } }>('officer-1', '/api/session')).body.person.id;
  for (const who of ['guard', 'officer-1']) await court.post(who, '/api/duty', { post: `岗位 ${who}` });
  const subject = { kind: 'alarm', id: alarm };
  return [
    {
      id: await post('guard', '/api/offers', { subject, to: officer }),
      acts: [
        { route: 'POST /api/offers/:id/withdraw', of: 'guard' },
        { route: 'POST /api/offers/:id/decline', of: 'officer-1' },
        { route: 'POST /api/offers/:id/accept', of: 'officer-1' },
      ],
    },
    {
      id: await post('guard', '/api/handovers', { to: officer }),
      acts: [
        { route: 'POST /api/handovers/:id/withdraw', of: 'guard' },
        { route: 'POST /api/handovers/:id/refuse', of: 'officer-1' },
        { route: 'POST /api/handovers/:id/accept', of: 'officer-1' },
      ],
    },
    // A button that stands in nobody's room is nobody's to test, whoever asks.
    { id: 'button-101', acts: [{ route: 'POST /api/own/buttons/:id/tests', of: 'nobody' }] },
    {
      id: await post('judge', '/api/own/buttons/button-103/tests', {}),
      acts: [{ route: 'POST /api/own/tests/:id/stop', of: 'judge' }],
    },
  ];
}
