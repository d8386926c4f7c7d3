/** One simulated device: does what the plan says and obeys the console. */
import { reasonOf } from '../../src/kernel/errors.js';
import { startDevice } from '../agent/device.js';
import type { Kind } from '../protocol/topic.js';
import type { Act } from './day.js';
import type { PlayerOptions, Role } from './role.js';
import { roleOf } from './roles.js';

export interface Player {
  /** the first connection */
  readonly connected: Promise<void>;
  readonly act: (act: Act) => void;
  readonly stop: () => Promise<void>;
}

export async function startPlayer(options: PlayerOptions): Promise<Player> {
  const { court, kind, device, mqttUrl, folder, secret, clock } = options;
  const log = (line: string): void => options.log(`${device} ${line}`);
  let rise: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => (rise = resolve));
  let role: Role | undefined;
  const started = await startDevice<Kind>({
    url: mqttUrl,
    address: { court, kind, device },
    secret,
    folder,
    clock,
    log,
    onUp: () => rise(),
    obey: (command) => role?.obey(command),
  });
  const playing = roleOf({ ...options, log }, started.link);
  role = playing;
  const busy = new Set<Promise<void>>();
  return {
    connected,
    act: (act) => {
      const doing: Promise<void> = playing
        .act(act)
        .catch((thrown: unknown) => log(reasonOf(thrown)))
        .finally(() => busy.delete(doing));
      busy.add(doing);
    },
    stop: async () => {
      await playing.close();
      await Promise.all(busy);
      await started.stop();
    },
  };
}
