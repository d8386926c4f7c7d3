/** One name for two: a device copied, a boot counter that goes back, a message that contradicts another; and all of it again after a kill. */
import { setTimeout as pause } from 'node:timers/promises';
import { readReceipt } from '../../devices/protocol/receipt.js';
import { WireDevice } from '../support/wire-device.js';
import { complaint, type Trial } from './complaint.js';
import { FaultCourt, type FaultOptions } from './court.js';
import { sha256Of } from './history.js';

/** Who is put out hears at once that no receipt comes; else a machine may be slow, and said again it would be a repeat. */
const receiptWithinMs = 20_000;
const mostAttempts = 20;

interface Saying {
  readonly device: string;
  readonly boot: string;
  readonly seq: number;
  readonly pattern: 'help' | 'emergency' | 'silent';
}

const payloadOf = ({ boot, seq, pattern }: Saying): string =>
  JSON.stringify({ v: 1, boot, seq, at: '2026-11-22T01:00:00.000Z', type: 'pressed', pattern });

/** Says it until it is told, whoever else has that name and puts it out. @returns the outcome it was told */
async function say(court: FaultCourt, saying: Saying): Promise<string> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const outcome = await sayOnce(court, saying).catch(() => 'nothing');
    if (outcome !== 'nothing') return outcome;
    await pause(attempt * 50 * Math.random());
  }
  return 'nothing';
}

async function sayOnce(court: FaultCourt, saying: Saying): Promise<string> {
  const { device, boot, seq } = saying;
  const payload = payloadOf(saying);
  court.history.pressed({ device, boot, seq }, payload);
  const wire = await WireDevice.connect(court.console.mqtt, device, {});
  const late = new AbortController();
  try {
    const told = new Promise<string>((done) =>
      wire.client.on('message', (topic: string, bytes: Buffer) => {
        const receipt = topic.endsWith('/receipt') ? readReceipt(bytes) : undefined;
        if (receipt === undefined || !('boot' in receipt) || receipt.boot !== boot || receipt.seq !== seq)
          return;
        const { outcome, alarm, at } = receipt;
        const words = { outcome, at, ...(alarm === undefined ? {} : { alarm }) };
        court.history.received({ device, boot, seq }, words, sha256Of(payload));
        done(outcome);
      }),
    );
    wire.publish(wire.topic('event'), payload);
    const cut = wire.closed().then(() => 'nothing');
    return await Promise.race([told, cut, pause(receiptWithinMs, 'nothing', { signal: late.signal })]);
  } finally {
    late.abort();
    await wire.close();
  }
}

const expectOutcome = async (court: FaultCourt, saying: Saying, wanted: string): Promise<void> => {
  const outcome = await say(court, saying);
  if (outcome !== wanted)
    court.complaints.push(
      complaint(
        'receipt-untrue',
        `${saying.boot}/${saying.seq} ${saying.pattern}: told ${outcome}, not ${wanted}`,
      ),
    );
};

export const identities = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    for (let round = 0; round < (options.rounds ?? 1); round += 1) {
      const [button, copied] = [`button-${101 + (round % 5)}`, `button-${106 + (round % 5)}`];
      const first: Saying = { device: button, boot: `boot-${round}`, seq: 1, pattern: 'help' };
      const again: Saying = { ...first, pattern: 'silent' };
      await expectOutcome(court, first, 'recorded');
      // The counter is back at where it was: the name is taken, what is said by it is another press.
      await expectOutcome(court, again, 'conflict');
      // Two of one name at once put each other out; each has its own boot, and each press counts.
      const twins = ['a', 'b'].map((which): Saying => ({
        ...first,
        device: copied,
        boot: `${which}-${round}`,
      }));
      await Promise.all(twins.map((twin) => say(court, twin)));
      await court.console.kill();
      if (!(await court.start())) return;
      await expectOutcome(court, first, 'repeated');
      await expectOutcome(court, again, 'conflict');
      for (const twin of twins) await expectOutcome(court, twin, 'repeated');
      court.count('names used twice', 2);
      court.check();
    }
  });
