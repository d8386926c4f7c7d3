/** The guard enters what an officer says by radio or telephone: for whom, and how it was heard; his words are the note. */
import type { DutyItem } from '../../src/console/board.js';
import { useBoard } from '../live/live-context.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';

const ways = ['radio', 'phone', 'seen'] as const;

export interface Behalf {
  readonly for: string;
  readonly kind: (typeof ways)[number];
}

interface BehalfLineProps {
  readonly behalf: Behalf | undefined;
  readonly onChange: (behalf: Behalf | undefined) => void;
}

const others = (duty: readonly DutyItem[], self: string): readonly DutyItem[] =>
  duty.filter(({ person }) => person !== self);

export const BehalfLine = ({ behalf, onChange }: BehalfLineProps) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const { duty } = useBoard();
  return (
    <p className="behalf-line">
      <label>
        <span>{say('behalf.for')}</span>
        <select
          value={behalf?.for ?? ''}
          data-testid="behalf-for"
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : { for: target.value, kind: behalf?.kind ?? ways[0] })
          }
        >
          <option value="">{say('behalf.own')}</option>
          {others(duty, person.id).map((item) => (
            <option key={item.id} value={item.person}>
              {names.word(item.name)}
            </option>
          ))}
        </select>
      </label>
      {behalf === undefined ? null : (
        <label>
          <span>{say('behalf.how')}</span>
          <select
            value={behalf.kind}
            data-testid="behalf-how"
            onChange={({ target }) => onChange({ ...behalf, kind: target.value as Behalf['kind'] })}
          >
            {ways.map((way) => (
              <option key={way} value={way}>
                {say(`how.${way}`)}
              </option>
            ))}
          </select>
        </label>
      )}
    </p>
  );
};
