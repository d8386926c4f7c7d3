/** A device's health in a word and its reasons. */
import { LevelMark } from '../parts/level-mark.js';
import { useLanguage, useSay } from '../texts/texts.js';
import type { DeviceReport } from '../wire.js';

/** Grey is well: only what needs somebody has a mark. */
export const HealthLine = ({ device }: { readonly device: DeviceReport }) => {
  const say = useSay();
  const language = useLanguage();
  const why = device.reasons.map((reason) => reason[language]).join(say('text.comma'));
  return (
    <span className="device-state" data-testid="device-health" data-health={device.health}>
      {device.health === 'green' ? null : <LevelMark level="trouble" />} {say(`health.${device.health}`)}
      {why === '' ? '' : ` · ${why}`}
    </span>
  );
};
