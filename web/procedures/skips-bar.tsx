/** What a guard skipped, or did not take in its time, stands on every page of the chief until he has seen it. */
import type { Fact } from '../../src/console/board.js';
import type { MissedStep, TakenStep } from '../../src/procedures/course.js';
import type { ProcedureItem } from '../../src/procedures/procedure.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';
import '../styles/procedures.css';

const concerns = ({ type }: Fact): boolean => type.endsWith('.step-skipped') || type.endsWith('.skip-seen');
const concernsMiss = ({ type }: Fact): boolean =>
  type.endsWith('.step-overdue') || type.endsWith('.miss-seen');

/** The words of a step, in the version in which it stood. */
const useStepText = ({
  procedure,
  version,
  step,
}: Pick<MissedStep, 'procedure' | 'version' | 'step'>): string | undefined => {
  const language = useLanguage();
  const read = useFetched<List<ProcedureItem>>(`/procedures/${encodeURIComponent(procedure)}/versions`);
  if (read.isLoading) return undefined;
  const versions = read.value?.items;
  const found = versions?.find((one) => one.version === version)?.steps.find(({ id }) => id === step);
  return found?.[language] ?? step;
};

const Seen = ({ onSeen }: { readonly onSeen: () => void }) => {
  const say = useSay();
  return (
    <button type="button" className="button plain small" data-testid="skip-seen" onClick={onSeen}>
      {say('skips.seen')}
    </button>
  );
};

const Skip = ({ skip, onSeen }: { readonly skip: TakenStep; readonly onSeen: () => void }) => {
  const say = useSay();
  const names = useNames();
  const step = useStepText(skip);
  if (step === undefined) return null;
  return (
    <li data-testid="skip">
      <Clock at={skip.at} />{' '}
      {say('skips.line', { place: names.fullPlace(skip.place), by: names.actor(skip.by), step })}
      {skip.reason === undefined ? null : <q>{names.word(skip.reason)}</q>}
      <Seen onSeen={onSeen} />
    </li>
  );
};

const Miss = ({ miss, onSeen }: { readonly miss: MissedStep; readonly onSeen: () => void }) => {
  const say = useSay();
  const names = useNames();
  const step = useStepText(miss);
  if (step === undefined) return null;
  return (
    <li data-testid="miss">
      <Clock at={miss.dueAt} /> {say('misses.line', { place: names.fullPlace(miss.place), step })}
      <Seen onSeen={onSeen} />
    </li>
  );
};

const shownAtMost = 3;

const SkipsBar = () => {
  const say = useSay();
  const skipped = useFetched<List<TakenStep>>('/procedures/skips', concerns);
  const missed = useFetched<List<MissedStep>>('/procedures/misses', concernsMiss);
  const { send } = useSending(() => {
    skipped.reload();
    missed.reload();
  });
  const skips = skipped.value?.items ?? [];
  const misses = missed.value?.items ?? [];
  const count = skips.length + misses.length;
  if (count === 0) return null;
  const seen = (of: 'skips' | 'misses', id: string) => (): void =>
    send(`/procedures/${of}/${encodeURIComponent(id)}/seen`);
  return (
    <section className="bar skips-bar" aria-label={say('skips.title')} data-testid="skips-bar">
      <b>
        {say('skips.title')} <span className="number">{count}</span>
      </b>
      <ul aria-live="polite">
        {misses.slice(0, shownAtMost).map((miss) => (
          <Miss key={miss.id} miss={miss} onSeen={seen('misses', miss.id)} />
        ))}
        {skips.slice(0, shownAtMost).map((skip) => (
          <Skip key={skip.id} skip={skip} onSeen={seen('skips', skip.id)} />
        ))}
      </ul>
    </section>
  );
};

export default SkipsBar;
