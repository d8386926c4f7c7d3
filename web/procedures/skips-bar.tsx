/** What a guard skipped stands on every page of the chief until he has seen it. */
import type { Fact } from '../../src/console/board.js';
import type { TakenStep } from '../../src/procedures/course.js';
import type { ProcedureItem } from '../../src/procedures/procedure.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';
import '../styles/procedures.css';

const concerns = ({ type }: Fact): boolean => type.endsWith('.step-skipped') || type.endsWith('.skip-seen');

const Skip = ({ skip, onSeen }: { readonly skip: TakenStep; readonly onSeen: (id: string) => void }) => {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const read = useFetched<List<ProcedureItem>>(`/procedures/${encodeURIComponent(skip.procedure)}/versions`);
  const versions = read.value?.items;
  const step = versions
    ?.find(({ version }) => version === skip.version)
    ?.steps.find(({ id }) => id === skip.step);
  if (read.isLoading) return null;
  return (
    <li data-testid="skip">
      <Clock at={skip.at} />{' '}
      {say('skips.line', {
        place: names.fullPlace(skip.place),
        by: names.actor(skip.by),
        step: step?.[language] ?? skip.step,
      })}
      {skip.reason === undefined ? null : <q>{names.word(skip.reason)}</q>}
      <button
        type="button"
        className="button plain small"
        data-testid="skip-seen"
        onClick={() => onSeen(skip.id)}
      >
        {say('skips.seen')}
      </button>
    </li>
  );
};

const SkipsBar = () => {
  const say = useSay();
  const { value, reload } = useFetched<List<TakenStep>>('/procedures/skips', concerns);
  const { send } = useSending(reload);
  const skips = value?.items ?? [];
  if (skips.length === 0) return null;
  return (
    <section className="bar skips-bar" aria-label={say('skips.title')} data-testid="skips-bar">
      <b>
        {say('skips.title')} <span className="number">{skips.length}</span>
      </b>
      <ul aria-live="polite">
        {skips.slice(0, 3).map((skip) => (
          <Skip
            key={skip.id}
            skip={skip}
            onSeen={(id) => send(`/procedures/skips/${encodeURIComponent(id)}/seen`)}
          />
        ))}
      </ul>
    </section>
  );
};

export default SkipsBar;
