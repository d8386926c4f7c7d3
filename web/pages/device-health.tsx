/** A device's health in a word and its reasons. */
import { LevelMark } from '../parts/level-mark.js';
import { useLanguage, useSay } from '../texts/texts.js';
import type { DeviceReport } from '../wire.js';

interface HealthLineProps {
  readonly device: DeviceReport;
  /** it stands beside what is open at the device, which may be an alarm */
  readonly isNamed?: boolean;
}

/** Grey is well: only what needs somebody has a mark. */
export const HealthLine = ({ device, isNamed = false }: HealthLineProps) => {
  const say = useSay();
  const language = useLanguage();
  const isWell = device.health === 'green';
  const why = device.reasons.map((reason) => reason[language]).join(say('text.comma'));
  return (
    <span className="device-state" data-testid="device-health" data-health={device.health}>
      {isWell ? null : <LevelMark level="trouble" />}{' '}
      {say(isWell && isNamed ? 'device.well' : `health.${device.health}`)}
      {why === '' ? '' : ` · ${why.charAt(0).toUpperCase()}${why.slice(1)}`}
    </span>
  );
};
