/** Who is called when nobody answers: the court's policies, who is on post, and who would be called now. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { DutyItem } from '../../src/duty/duty.js';
import type { PolicyItem } from '../../src/duty/policy.js';
import { Answer, EmptyLine, Listed } from '../parts/answer.js';
import { PlainTable } from '../parts/plain-table.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import '../styles/administration.css';
import '../styles/rota.css';
import '../styles/pages.css';
import { sayOf, useSay } from '../texts/texts.js';
import { useWhole } from '../use-fetched.js';
import { CalledPart } from './called-part.js';
import { PolicyForm, useRoomsText } from './policy-form.js';
import { PolicySteps } from './policy-steps.js';

const changesPolicy = ({ type }: Fact): boolean => type.startsWith('policy.');
const changesDuty = ({ type }: Fact): boolean => type.startsWith('duty.');

const builtIn = 'built-in';

interface PolicyProps {
  readonly policy: PolicyItem;
  /** no other stands beside it */
  readonly isOnly: boolean;
  readonly onChanged: () => void;
}

const Policy = ({ policy, isOnly, onChanged }: PolicyProps) => {
  const say = useSay();
  const roomsText = useRoomsText();
  const mayManage = useMay('policy:manage');
  const [isOpen, setOpen] = useState(false);
  const isBuiltIn = policy.id === builtIn;
  const name = isBuiltIn ? say(isOpen ? 'policy.own' : 'policy.built-in') : policy.name;
  return (
    <article className="part" data-testid="policy" data-policy={policy.id}>
      <h3>
        {name} {isOpen ? null : <small className="quiet">{roomsText(policy.places, isOnly)}</small>}
      </h3>
      {isOpen ? (
        <PolicyForm
          // What is built in is never changed: changing it writes the court's own beside it.
          {...(isBuiltIn ? {} : { id: policy.id })}
          from={isBuiltIn ? { ...policy, name: '' } : policy}
          isOnly={isOnly}
          onDone={() => {
            setOpen(false);
            onChanged();
          }}
          onLeft={() => setOpen(false)}
        />
      ) : (
        <>
          <PolicySteps caption={name} steps={policy.steps} />
          {mayManage ? (
            <p className="choices">
              <button
                type="button"
                className="button plain"
                data-testid="policy-edit"
                onClick={() => setOpen(true)}
              >
                {say(isBuiltIn ? 'policy.own' : 'policy.change')}
              </button>
            </p>
          ) : null}
        </>
      )}
    </article>
  );
};

const OnPost = () => {
  const say = useSay();
  const names = useNames();
  const duty = useWhole<DutyItem>('/duty', changesDuty);
  return (
    <section className="part" aria-labelledby="on-post">
      <h2 id="on-post">{say('policy.on-post')}</h2>
      <Listed of={duty} nothing={<EmptyLine>{say('policy.nobody-on-post')}</EmptyLine>}>
        {(items) => (
          <PlainTable
            caption={say('policy.on-post')}
            columns={[say('policy.person'), say('policy.role'), say('policy.post'), say('policy.since')]}
          >
            {items.map((item) => (
              <tr key={item.id} data-testid="on-post">
                <th scope="row">{names.word(item.name)}</th>
                <td>{sayOf(say, 'role', item.role)}</td>
                <td>{names.fullPlace(item.post)}</td>
                <td>
                  <Moment at={item.since} />
                </td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Listed>
    </section>
  );
};

const PoliciesPage = () => {
  const say = useSay();
  const policies = useWhole<PolicyItem>('/policies', changesPolicy);
  const mayManage = useMay('policy:manage');
  const [isNew, setNew] = useState(false);
  return (
    <div className="page two-columns" data-testid="policies">
      <div>
        <h2>{say('policy.title')}</h2>
        <p className="quiet explain">{say('policy.explain')}</p>
        <Answer of={policies}>
          {({ items }) => (
            <>
              {items.map((policy) => (
                <Policy
                  key={policy.id}
                  policy={policy}
                  isOnly={items.length === 1}
                  onChanged={policies.reload}
                />
              ))}
              {mayManage && !isNew ? (
                <p className="part">
                  <button
                    type="button"
                    className="button plain"
                    data-testid="policy-new"
                    onClick={() => setNew(true)}
                  >
                    {say('policy.for-rooms')}
                  </button>
                </p>
              ) : null}
              {isNew && items[0] !== undefined ? (
                <div className="part">
                  <h3>{say('policy.for-rooms')}</h3>
                  <PolicyForm
                    from={{ name: '', places: [], steps: items.at(-1)?.steps ?? items[0].steps }}
                    onDone={() => {
                      setNew(false);
                      policies.reload();
                    }}
                    onLeft={() => setNew(false)}
                  />
                </div>
              ) : null}
            </>
          )}
        </Answer>
      </div>
      <div>
        <CalledPart />
        <OnPost />
      </div>
    </div>
  );
};

export default PoliciesPage;
