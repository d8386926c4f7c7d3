/** The steps to take as data of the court: read, rewritten as a new version, every version kept. */
import { Button } from 'antd';
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { ProcedureItem } from '../../src/procedures/procedure.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer } from '../parts/answer.js';
import { lengthText, Moment } from '../parts/times.js';
import { sayOf, useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { List } from '../wire.js';
import { ProcedureForm } from './procedure-form.js';
import '../styles/procedures.css';

const concerns = ({ type }: Fact): boolean => type === 'procedure.set';

const Steps = ({ procedure }: { readonly procedure: ProcedureItem }) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <ol className="steps">
      {procedure.steps.map((step) => (
        <li key={step.id}>
          {step[language]}
          {step.withinMs === undefined ? null : (
            <span className="quiet">
              {' '}
              {say('procedures.in-time', { time: lengthText(say, step.withinMs) })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
};

const Version = ({ procedure: { version, since } }: { readonly procedure: ProcedureItem }) => {
  const say = useSay();
  return (
    <span className="quiet">
      {version === 0 ? say('procedures.built-in') : say('procedures.version', { n: version })}
      {since === undefined ? null : (
        <>
          {' · '}
          <Moment at={since} />
        </>
      )}
    </span>
  );
};

const Older = ({ id }: { readonly id: string }) => {
  const versions = useFetched<List<ProcedureItem>>(
    `/procedures/${encodeURIComponent(id)}/versions`,
    concerns,
  );
  return (
    <Answer of={versions}>
      {({ items }) => (
        <ul className="procedure-versions">
          {items.toReversed().map((one) => (
            <li key={one.version} data-testid="procedure-version">
              <Version procedure={one} />
              <Steps procedure={one} />
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
};

interface ProcedureProps {
  readonly procedure: ProcedureItem;
  readonly onEdit: () => void;
}

const Procedure = ({ procedure, onEdit }: ProcedureProps) => {
  const say = useSay();
  const language = useLanguage();
  const [isOlderShown, setOlderShown] = useState(false);
  const { kinds, acts } = procedure;
  return (
    <section className="part" data-testid="procedure" data-id={procedure.id} data-version={procedure.version}>
      <h2>
        {procedure[language]} <Version procedure={procedure} />
      </h2>
      <p className="quiet">
        {[
          kinds.length === 0
            ? ''
            : `${say('procedures.kinds')}${say('text.colon')}${kinds.map((kind) => sayOf(say, 'alarm-kind', kind)).join(say('text.comma'))}`,
          acts.join(' '),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <Steps procedure={procedure} />
      <p className="page-tools">
        <Button data-testid="procedure-edit" onClick={onEdit}>
          {say('procedures.edit')}
        </Button>
        <Button
          aria-expanded={isOlderShown}
          data-testid="procedure-versions"
          onClick={() => setOlderShown(!isOlderShown)}
        >
          {say('procedures.versions')}
        </Button>
      </p>
      {isOlderShown ? <Older id={procedure.id} /> : null}
    </section>
  );
};

const ProceduresPage = () => {
  const say = useSay();
  const [edited, setEdited] = useState<string>();
  const [saved, setSaved] = useState<ProcedureItem>();
  const list = useFetched<List<ProcedureItem>>('/procedures', concerns);
  const close = (item?: ProcedureItem): void => {
    setEdited(undefined);
    setSaved(item);
    list.reload();
  };
  return (
    <AntFrame>
      <div className="page procedures" data-testid="procedures">
        <p className="quiet page-intro">{say('procedures.explain')}</p>
        {saved === undefined ? null : (
          <output data-testid="procedure-saved">{say('procedures.saved', { n: saved.version })}</output>
        )}
        <Answer of={list}>
          {({ items }) => (
            <>
              {items.map((procedure) =>
                edited === procedure.id ? (
                  <ProcedureForm key={procedure.id} before={procedure} onClose={close} />
                ) : (
                  <Procedure
                    key={procedure.id}
                    procedure={procedure}
                    onEdit={() => setEdited(procedure.id)}
                  />
                ),
              )}
            </>
          )}
        </Answer>
        {edited === '' ? (
          <ProcedureForm onClose={close} />
        ) : (
          <Button
            type="primary"
            disabled={list.value === undefined}
            title={list.value === undefined ? say('needs.reading') : undefined}
            data-testid="procedure-new"
            onClick={() => setEdited('')}
          >
            {say('procedures.new')}
          </Button>
        )}
      </div>
    </AntFrame>
  );
};

export default ProceduresPage;
