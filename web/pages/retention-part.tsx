/** What will be deleted within a week, and its deletion by two people. */
import { toInstant } from '../../src/kernel/clock.js';
import type { Fact } from '../../src/console/board.js';
import { useNowMs } from '../court-time.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { Moment } from '../parts/times.js';
import { WordsLine } from '../parts/words-line.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { sizeText } from '../times.js';
import { useFetched, type Fetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { EvidenceEntry, List, Waiting } from '../wire.js';

const concerns = (fact: Fact): boolean => /^evidence\.(delet|derived|joined)/.test(fact.type);

const Ending = ({ ending, asked }: { ending: Fetched<List<EvidenceEntry>>; asked: ReadonlySet<string> }) => {
  const say = useSay();
  const names = useNames();
  const mayAsk = useMay('deletion:ask');
  const { problem, send } = useSending(() => undefined);
  const nowIso = toInstant(useNowMs());
  return (
    <Answer of={ending}>
      {({ items }) => {
        const due = items.filter(({ id, keepUntil = '' }) => keepUntil <= nowIso && !asked.has(id));
        return items.length === 0 ? (
          <p className="empty">{say('retention.none')}</p>
        ) : (
          <>
            <ul className="retention" data-testid="retention">
              {items.map((item) => (
                <li key={item.id} data-evidence={item.id}>
                  <b>{item.device === undefined ? (item.name ?? item.id) : names.device(item.device)}</b>{' '}
                  <Moment at={item.startedAt} /> · {sizeText(item.bytes)} · {say('retention.until')}{' '}
                  <Moment at={item.keepUntil ?? item.endedAt} />
                  {asked.has(item.id) ? <span className="tag">{say('retention.waiting')}</span> : null}
                </li>
              ))}
            </ul>
            {mayAsk && due.length > 0 ? (
              <WordsLine
                asks="retention.why"
                does={say('retention.ask', { n: due.length })}
                testIds={['retention-why', 'retention-ask']}
                onWords={(why) => send('/retention/deletions', { items: due.map(({ id }) => id), why })}
              />
            ) : null}
            {problem === undefined ? null : <ProblemLine problem={problem} />}
          </>
        );
      }}
    </Answer>
  );
};

const Asked = ({ waiting }: { waiting: readonly Waiting[] }) => {
  const say = useSay();
  const names = useNames();
  const mayApprove = useMay('deletion:approve');
  const { problem, send } = useSending(() => undefined);
  const approvals = waiting.map(({ id }) => id);
  return (
    <>
      <h3>{say('retention.asked')}</h3>
      <ul className="retention" data-testid="deletions">
        {waiting.map(({ id, subject, why, asked }) => (
          <li key={id} data-evidence={subject}>
            <code>{subject}</code> · {names.actor(asked.by)} <Moment at={asked.at} /> ·{' '}
            <q>{names.word(why)}</q>
          </li>
        ))}
      </ul>
      {mayApprove ? (
        <div className="line">
          <HeldButton
            data-testid="deletions-approve"
            onHeld={() => send('/retention/deletions/approve', { approvals })}
          >
            {say('retention.approve', { n: waiting.length })}
          </HeldButton>
          <button
            type="button"
            className="button plain"
            data-testid="deletions-refuse"
            onClick={() => send('/retention/deletions/refuse', { approvals })}
          >
            {say('retention.refuse')}
          </button>
        </div>
      ) : null}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </>
  );
};

export const RetentionPart = () => {
  const say = useSay();
  const ending = useFetched<List<EvidenceEntry>>('/retention', concerns);
  const waiting = useFetched<List<Waiting>>('/retention/deletions', concerns);
  const asked = waiting.value?.items ?? [];
  return (
    <section>
      <p className="quiet">{say('retention.explain')}</p>
      <Ending ending={ending} asked={new Set(asked.map(({ subject }) => subject))} />
      {ending.value === undefined ? null : (
        <Answer of={waiting}>{() => (asked.length === 0 ? null : <Asked waiting={asked} />)}</Answer>
      )}
    </section>
  );
};
