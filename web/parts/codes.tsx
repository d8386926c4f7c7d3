/** The acts that were found: what a person confirmed, then what is only a candidate, which carries its question mark everywhere. */
import type { IncidentItem } from '../../src/console/board.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';

const codesOf = ({ findings }: IncidentItem, wanted: 'confirmed' | 'candidate'): readonly string[] =>
  findings
    .filter(({ status }) => status === wanted)
    .map(({ code }) => code)
    .toSorted((one, other) => one.localeCompare(other));

export const hasCodes = (incident: IncidentItem): boolean =>
  codesOf(incident, 'confirmed').length + codesOf(incident, 'candidate').length > 0;

/** Each with its whole name. */
export const Codes = ({ incident }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  const names = useNames();
  const confirmed = codesOf(incident, 'confirmed');
  const told = [...confirmed, ...codesOf(incident, 'candidate')];
  return told.map((code, at) => {
    const after = at === told.length - 1 ? '' : say('text.stop');
    return at < confirmed.length ? (
      <b key={code}>{`${code} ${names.code(code)}${after}`}</b>
    ) : (
      <span key={code} className="quiet" title={say('codes.candidate', { name: names.code(code) })}>
        {`${code}? ${names.code(code)}${after}`}
      </span>
    );
  });
};
