/** The acts that were found: what a person confirmed, then what is only a candidate, which carries its question mark everywhere. */
import type { IncidentItem } from '../../src/console/board.js';

const codesOf = ({ findings }: IncidentItem, wanted: 'confirmed' | 'candidate'): readonly string[] =>
  findings.filter(({ status }) => status === wanted).map(({ code }) => code);

export const hasCodes = (incident: IncidentItem): boolean =>
  codesOf(incident, 'confirmed').length + codesOf(incident, 'candidate').length > 0;

export const Codes = ({ incident }: { readonly incident: IncidentItem }) => (
  <>
    <b>{codesOf(incident, 'confirmed').join(' ')}</b>{' '}
    <span className="quiet">
      {codesOf(incident, 'candidate')
        .map((code) => `${code}?`)
        .join(' ')}
    </span>
  </>
);
