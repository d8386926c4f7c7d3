/** Plans a drill: when, which buttons pressed how often, what is practised, who knows. Its places are those of its buttons. */
import { useState, type FormEvent } from 'react';

import { patterns, type Pattern } from '../../src/alarms/alarm.js';
import type { PlannedPress } from '../../src/alarms/drill.js';
import { laterBy, toInstant, type Instant } from '../../src/kernel/clock.js';
import { useNowMs } from '../court-time.js';
import { Answer, EmptyLine, GoTo, ProblemLine } from '../parts/answer.js';
import { LevelMark } from '../parts/level-mark.js';
import { WhenInput } from '../parts/when-input.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useWhole, type Fetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { DeviceReport, List } from '../wire.js';

const lengths = [10, 20, 30, 45, 60] as const;
const counts = [1, 2, 3, 4, 5] as const;
const minuteMs = 60_000;

type Chosen = Readonly<Record<string, PlannedPress>>;

interface ButtonsProps {
  readonly buttons: readonly DeviceReport[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

const Buttons = ({ buttons, chosen, onChange }: ButtonsProps) => {
  const say = useSay();
  const names = useNames();
  const toggle = (device: string, isOn: boolean): void => {
    const { [device]: _before, ...others } = chosen;
    onChange(isOn ? { ...others, [device]: { device, pattern: 'emergency', times: 1 } } : others);
  };
  const isPlaceNamed = buttons.every(({ id, place }) => names.device(id).includes(names.place(place)));
  return (
    <ul className="drill-presses">
      {buttons.map(({ id, place }) => {
        const press = chosen[id];
        return (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={press !== undefined}
                data-testid={`drill-press-${id}`}
                onChange={({ target }) => toggle(id, target.checked)}
              />{' '}
              {names.device(id)} {isPlaceNamed ? null : <span className="quiet">{names.place(place)}</span>}
            </label>
            {press === undefined ? null : (
              <>
                <select
                  aria-label={say('drill.pattern')}
                  value={press.pattern}
                  onChange={({ target }) =>
                    onChange({ ...chosen, [id]: { ...press, pattern: target.value as Pattern } })
                  }
                >
                  {patterns.map((pattern) => (
                    <option key={pattern} value={pattern}>
                      {say(`pattern.${pattern}`)}
                    </option>
                  ))}
                </select>
                <select
                  aria-label={say('drill.times')}
                  value={press.times}
                  onChange={({ target }) =>
                    onChange({ ...chosen, [id]: { ...press, times: Number(target.value) } })
                  }
                >
                  {counts.map((n) => (
                    <option key={n} value={n}>
                      {say('drill.times-n', { n })}
                    </option>
                  ))}
                </select>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
};

const isUnread = ({ value, problem }: Fetched<unknown>): boolean =>
  value === undefined && problem !== undefined;

const PressesField = ({
  devices,
  ...chosen
}: ButtonsProps & { readonly devices: Fetched<List<DeviceReport>> }) => {
  const say = useSay();
  return (
    <fieldset aria-label={say('drill.buttons')}>
      <p>* {say('drill.buttons')}</p>
      {isUnread(devices) ? (
        <p className="choices" role="alert">
          <LevelMark level="trouble" /> {say('drill.buttons-unread')}
          <button type="button" className="button plain small" onClick={devices.reload}>
            {say('do.again')}
          </button>
        </p>
      ) : (
        <Answer of={devices}>
          {() =>
            chosen.buttons.length === 0 ? (
              <EmptyLine next={<GoTo page="devices" />}>{say('drill.no-buttons')}</EmptyLine>
            ) : (
              <Buttons {...chosen} />
            )
          }
        </Answer>
      )}
    </fieldset>
  );
};

const Area = ({ name }: { readonly name: 'practised' | 'informed' }) => {
  const say = useSay();
  return (
    <label>
      * {say(`drill.${name}`)}
      <input name={name} required maxLength={2000} data-testid={`drill-${name}`} />
    </label>
  );
};

export const DrillForm = ({ onPlanned }: { readonly onPlanned: () => void }) => {
  const say = useSay();
  const nowMs = useNowMs();
  const [chosen, setChosen] = useState<Chosen>({});
  const [startsAt, setStartsAt] = useState<Instant | undefined>(() => toInstant(nowMs - (nowMs % minuteMs)));
  const sending = useSending(() => {
    setChosen({});
    onPlanned();
  });
  const devices = useWhole<DeviceReport>('/devices');
  const buttons = (devices.value?.items ?? []).filter(
    ({ kind, state }) => kind === 'button' && state !== 'disabled',
  );
  const presses = Object.values(chosen);
  const bare = presses.length === 0 || startsAt === undefined ? 'needs.drill' : undefined;
  const lacks = isUnread(devices) ? 'drill.buttons-unread' : bare;
  const plan = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    if (startsAt === undefined) return;
    sending.send('/drills', {
      places: [...new Set(buttons.filter(({ id }) => id in chosen).map(({ place }) => place))],
      presses,
      startsAt,
      until: laterBy(startsAt, Number(given['minutes']) * minuteMs),
      beginsItself: given['beginsItself'] === 'on',
      sirens: given['sirens'] === 'on',
      practised: given['practised'],
      informed: given['informed'],
    });
  };
  return (
    <section className="stack part" aria-labelledby="drill-plan">
      <h2 id="drill-plan">{say('drill.plan')}</h2>
      <form className="stack" onSubmit={plan} data-testid="drill-form">
        <div className="form-grid">
          <Area name="practised" />
          <Area name="informed" />
          <label>
            * {say('drill.starts-at')}
            <WhenInput label={say('drill.starts-at')} value={startsAt} onChange={setStartsAt} />
          </label>
          <label>
            {say('drill.lasts')}
            <select name="minutes" defaultValue="30">
              {lengths.map((n) => (
                <option key={n} value={n}>
                  {say('drill.minutes', { n })}
                </option>
              ))}
            </select>
          </label>
        </div>
        <PressesField devices={devices} buttons={buttons} chosen={chosen} onChange={setChosen} />
        <div className="stack part">
          <label>
            <input type="checkbox" name="beginsItself" /> {say('drill.begins-itself')}
          </label>
          <label>
            <input type="checkbox" name="sirens" /> {say('drill.sirens')}
          </label>
        </div>
        <button
          type="submit"
          className="button main"
          disabled={sending.isBusy || lacks !== undefined}
          title={lacks === undefined ? undefined : say(lacks)}
          data-testid="drill-plan"
        >
          {say('drill.do-plan')}
        </button>
      </form>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
