/** Freezes a device with its connection open: only what it no longer says can tell. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FaultCourt, type FaultOptions } from './court.js';
import { factsOf } from './court-file.js';
import { complaint, type Trial } from './complaint.js';

const silentWithinMs = 60_000;
const graceMs = 10_000;
const frozenId = 'button-105';

/** Takes a minute: three heartbeats must be missed. */
export const frozenDevice = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    const { NODE_OPTIONS: _, ...env } = process.env;
    const frozen = spawn(
      process.execPath,
      [
        join(process.cwd(), 'dist/devices/button/main.js'),
        ...['--url', court.console.mqtt, '--device', frozenId, '--secret', `demo-${frozenId}`],
        ...['--folder', join(court.folder, 'frozen'), '--say', 'battery 90'],
      ],
      { stdio: ['pipe', 'ignore', 'ignore'], env },
    );
    try {
      await court.button('button-101');
      while (!isTold(court, 'event.recorded', { device: frozenId })) await pause(50);
      frozen.kill('SIGSTOP');
      const tookMs = await untilSilent(court);
      court.most('ms until silence is noticed', tookMs);
      if (tookMs > silentWithinMs)
        court.complaints.push(
          complaint('silence-unnoticed', `${frozenId} frozen for ${Math.round(tookMs)} ms`),
        );
      if (isTold(court, 'device.silent', { subject: 'button-101' }))
        court.complaints.push(complaint('false-silence', 'button-101 spoke all the while'));
    } finally {
      frozen.kill('SIGKILL');
    }
  });

async function untilSilent(court: FaultCourt): Promise<number> {
  const startedAtMs = performance.now();
  const tookMs = (): number => performance.now() - startedAtMs;
  while (!isTold(court, 'device.silent', { subject: frozenId }) && tookMs() < silentWithinMs + graceMs)
    await pause(200);
  return tookMs();
}

const isTold = (
  court: FaultCourt,
  type: string,
  about: { readonly subject?: string; readonly device?: string },
): boolean =>
  factsOf(court.database).some(
    (fact) =>
      fact.type === type &&
      (about.subject === undefined || fact.subject.id === about.subject) &&
      (about.device === undefined || fact.data['device'] === about.device),
  );
