/** A line for the reason of an act on an incident. */
import { Input } from 'antd';

import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';

interface ReasonInputProps {
  readonly asks: TextKey;
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly 'data-testid'?: string;
}

export const ReasonInput = ({ asks, onChange, ...rest }: ReasonInputProps) => {
  const say = useSay();
  return (
    <Input
      {...rest}
      maxLength={500}
      aria-label={say(asks)}
      placeholder={say(asks)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};
