/** The acts that were found: what a person confirmed, then what is only a candidate, which carries its question mark everywhere. */
import type { IncidentItem } from '../../src/console/board.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';

const codesOf = ({ findings }: IncidentItem, wanted: 'confirmed' | 'candidate'): readonly string[] =>
  findings
    .filter(({ status }) => status === wanted)
    .map(({ code }) => code)
    .toSorted((one, other) => one.localeCompare(other));

/** `侮辱…`: an act's name as far as its first comma. */
const beginning = (name: string): string => {
  const [first = ''] = name.split(/[、，,;；]/);
  return first === name ? name : `${first}…`;
};

export const hasCodes = (incident: IncidentItem): boolean =>
  codesOf(incident, 'confirmed').length + codesOf(incident, 'candidate').length > 0;

/** Each tells its name to whoever rests on it. */
export const Codes = ({ incident }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  const names = useNames();
  return (
    <>
      {codesOf(incident, 'confirmed').map((code) => (
        <b key={code} title={names.code(code)}>
          {`${code} ${beginning(names.code(code))} `}
        </b>
      ))}
      {codesOf(incident, 'candidate').map((code) => (
        <span key={code} className="quiet" title={say('codes.candidate', { name: names.code(code) })}>
          {`${code}? ${beginning(names.code(code))} `}
        </span>
      ))}
    </>
  );
};
