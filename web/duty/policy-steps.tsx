/** The steps of a policy as a table: after how long, what has not happened, who is called, and whom that would reach. */
import type { PolicyStep, Reached } from '../../src/duty/policy.js';
import { LevelMark } from '../parts/level-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { Ways } from './ways.js';

const People = ({ people }: { readonly people: readonly Reached[] }) => {
  const say = useSay();
  const names = useNames();
  return people.length > 0 ? (
    <ul className="reached">
      {people.map(({ person, post, ways }) => (
        <li key={`${person} ${post}`}>
          {names.person(person)} <span className="quiet">{post === undefined ? '' : names.place(post)}</span>
          <Ways ways={ways} />
        </li>
      ))}
    </ul>
  ) : (
    <span className="device-state">
      <LevelMark level="trouble" /> {say('policy.nobody')}
    </span>
  );
};

interface PolicyStepsProps {
  readonly caption: string;
  /** with `people` where it is asked who would be called */
  readonly steps: readonly (PolicyStep & { readonly people?: readonly Reached[] })[];
}

export const PolicySteps = ({ caption, steps }: PolicyStepsProps) => {
  const say = useSay();
  const isAsked = steps.some(({ people }) => people !== undefined);
  return (
    <PlainTable
      caption={caption}
      className="policy-steps"
      columns={[
        say('policy.after'),
        say('policy.when'),
        say('policy.tier'),
        say('policy.calls'),
        ...(isAsked ? [say('policy.who')] : []),
      ]}
    >
      {steps
        .toSorted((a, b) => a.afterMs - b.afterMs)
        .map((step) => (
          <tr key={step.kind} data-testid="policy-step" data-step={step.kind}>
            <td className="number">{say('figures.seconds', { n: step.afterMs / 1000 })}</td>
            <td>{say(`policy.step-${step.kind}`)}</td>
            <td className="number">{say(`policy.tier-${step.tier as 1 | 2 | 3 | 4}`)}</td>
            <td>{step.calls.map((role) => sayOf(say, 'role', role)).join(say('text.comma'))}</td>
            {step.people === undefined ? null : (
              <td>
                <People people={step.people} />
              </td>
            )}
          </tr>
        ))}
    </PlainTable>
  );
};
