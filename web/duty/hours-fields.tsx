/** From when until when somebody stands, as clock times of the court. */
import { TimeField } from '../parts/time-field.js';
import { useSay } from '../texts/texts.js';

export interface Hours {
  /** `08:00` */
  readonly from: string;
  readonly until: string;
}

interface HoursFieldsProps {
  readonly hours: Hours;
  readonly onChange: (hours: Hours) => void;
}

export const HoursFields = ({ hours: { from, until }, onChange }: HoursFieldsProps) => {
  const say = useSay();
  const hours = { from, until };
  const field = (edge: 'from' | 'until') => (
    <TimeField
      form="clock"
      required
      label={say(`rota.${edge}`)}
      value={hours[edge]}
      data-testid={`hours-${edge}`}
      onChange={(clock) => onChange({ ...hours, [edge]: clock })}
    />
  );
  return (
    <>
      {field('from')}
      <span>{say('rota.to')}</span>
      {field('until')}
    </>
  );
};
