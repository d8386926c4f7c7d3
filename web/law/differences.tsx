/** What one version of the law says otherwise than another: each act, measure or rule, before and after, in plain words. */
import type { LawChange } from '../../src/law/law-changes.js';

import { EmptyLine, Listed } from '../parts/answer.js';
import { sayOf, useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { LawCodes, List } from '../wire.js';
import { plainMember } from './plain-member.js';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Of two lists only what the other one lacks; of two that differ in their order alone, all. */
const apart = (before: unknown, after: unknown): readonly [unknown, unknown] => {
  if (!Array.isArray(before) || !Array.isArray(after)) return [before, after];
  const only = (some: readonly unknown[], others: readonly unknown[]): readonly unknown[] =>
    some.filter((one) => !others.some((each) => same(one, each)));
  const [gone, come] = [only(before, after), only(after, before)];
  return gone.length + come.length === 0 ? [before, after] : [gone, come];
};

const nothing = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);

/** A measure that an act carries is told by its name. */
const named = (value: unknown, { measures }: LawCodes): unknown =>
  Array.isArray(value)
    ? value.map((one: { readonly id?: string }) => {
        const measure = measures.find(({ id }) => id === one.id);
        return measure === undefined
          ? one
          : { ...one, zh: `${measure.id} ${measure.zh}`, en: `${measure.id} ${measure.en}` };
      })
    : value;

interface CellsProps {
  readonly before: unknown;
  readonly after: unknown;
}

const Cells = ({ before, after }: CellsProps) => {
  const say = useSay();
  const language = useLanguage();
  const told = (tongue: typeof language): readonly string[] =>
    apart(before, after).map((value) => (nothing(value) ? '—' : plainMember(value, tongue, say)));
  const [was, is] = told(language);
  // What differs in the Chinese text alone is shown in Chinese.
  const [old, now] = was === is ? told('zh') : [was, is];
  return (
    <>
      <td className="quiet">{old}</td>
      <td>{now}</td>
    </>
  );
};

const Rows = ({ change, law }: { readonly change: LawChange; readonly law: LawCodes }) => {
  const say = useSay();
  const language = useLanguage();
  const { part, id, fields, before = {}, after = {} } = change;
  const text = [...law.items.map(({ code, ...rest }) => ({ ...rest, id: code })), ...law.measures].find(
    (one) => one.id === id,
  )?.[language];
  const members = fields.length === 0 ? [undefined] : fields;
  return members.map((field, at) => (
    <tr key={`${part} ${id} ${field ?? ''}`} data-testid="law-change" data-id={id}>
      {at > 0 ? null : (
        <th scope="rowgroup" rowSpan={members.length}>
          <b className="code">{part === 'order' ? say('law.order') : id}</b>{' '}
          <span className="quiet">{text ?? (part === 'signal' ? say('law.signal') : '')}</span>
        </th>
      )}
      {field === undefined ? (
        <td colSpan={3}>{say(`law.${change.change}`)}</td>
      ) : (
        <>
          <td>
            <span className="quiet begins">{sayOf(say, 'law-field', field)}</span>
          </td>
          <Cells
            before={field === 'measures' ? named(before[field], law) : before[field]}
            after={field === 'measures' ? named(after[field], law) : after[field]}
          />
        </>
      )}
    </tr>
  ));
};

interface DifferencesProps {
  readonly law: LawCodes;
  readonly against: string;
}

export const Differences = ({ law, against }: DifferencesProps) => {
  const say = useSay();
  const changes = useFetched<List<LawChange>>(
    `/law/versions/${encodeURIComponent(law.version)}/changes?against=${encodeURIComponent(against)}`,
  );
  return (
    <Listed of={changes} nothing={<EmptyLine>{say('law.no-changes')}</EmptyLine>}>
      {(items) => (
        <table className="plain-table law-changes" data-testid="law-changes">
          <caption>{say('law.differs', { n: items.length, version: law.version, against })}</caption>
          <thead>
            <tr>
              <th>{say('law.what')}</th>
              <th>{say('law.field')}</th>
              <th>{against}</th>
              <th>{law.version}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((change) => (
              <Rows key={`${change.part} ${change.id}`} change={change} law={law} />
            ))}
          </tbody>
        </table>
      )}
    </Listed>
  );
};
