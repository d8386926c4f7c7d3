/** Many events from several devices at once: as many as have room in the window, or as many as are due. */
import { openButtons, type BenchDevice } from './devices.js';
import { spreadOf, type Saying, type StreamResult } from './job.js';

const warmUpMs = 1500;
const patienceMs = 15_000;

/** Closed loop: each device keeps `window` events without a receipt in flight. */
export async function measureClosedLoop(
  mqttUrl: string,
  { saying, window, seconds }: { saying: Saying; window: number; seconds: number },
): Promise<StreamResult> {
  const sentAt = new Map<string, number>();
  const tookMs: number[] = [];
  let isOver = false;
  let countFromMs = Infinity;
  let lastAtMs = 0;
  const byId = new Map<string, BenchDevice>();
  const send = (device: BenchDevice): void => {
    const nowMs = performance.now();
    sentAt.set(`${device.id} ${device.say(saying)}`, nowMs);
  };
  const devices = await openButtons(mqttUrl, (id, seq) => {
    const nowMs = performance.now();
    const name = `${id} ${seq}`;
    const sentAtMs = sentAt.get(name);
    if (sentAtMs === undefined) return;
    sentAt.delete(name);
    if (nowMs >= countFromMs && !isOver) {
      tookMs.push(nowMs - sentAtMs);
      lastAtMs = nowMs;
    }
    const device = byId.get(id);
    if (!isOver && device !== undefined) send(device);
  });
  for (const device of devices) byId.set(device.id, device);
  for (const device of devices) for (let at = 0; at < window; at += 1) send(device);
  await after(warmUpMs);
  countFromMs = performance.now();
  await after(seconds * 1000);
  isOver = true;
  const missing = await drained(sentAt);
  await Promise.all(devices.map((device) => device.close()));
  return {
    perSecond: tookMs.length / ((lastAtMs - countFromMs) / 1000),
    toReceipt: spreadOf(tookMs),
    missing,
  };
}

/** Open loop: every event is sent when it is due, however late the receipts come. */
export async function measureOpenLoop(
  mqttUrl: string,
  { saying, ratePerSecond, seconds }: { saying: Saying; ratePerSecond: number; seconds: number },
): Promise<StreamResult> {
  const dueAt = new Map<string, number>();
  const tookMs: number[] = [];
  let lastAtMs = 0;
  const devices = await openButtons(mqttUrl, (id, seq) => {
    const name = `${id} ${seq}`;
    const dueAtMs = dueAt.get(name);
    if (!dueAt.delete(name) || dueAtMs === undefined) return;
    lastAtMs = performance.now();
    tookMs.push(lastAtMs - dueAtMs);
  });
  const total = ratePerSecond * seconds;
  const gapMs = 1000 / ratePerSecond;
  const startedAtMs = performance.now();
  for (let index = 0; index < total;) {
    const nowMs = performance.now();
    for (; index < total && startedAtMs + index * gapMs <= nowMs; index += 1) {
      const device = devices[index % devices.length];
      if (device !== undefined) dueAt.set(`${device.id} ${device.say(saying)}`, startedAtMs + index * gapMs);
    }
    await after(1);
  }
  const missing = await drained(dueAt);
  await Promise.all(devices.map((device) => device.close()));
  return {
    perSecond: tookMs.length / ((lastAtMs - startedAtMs) / 1000),
    toReceipt: spreadOf(tookMs),
    missing,
  };
}

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** @returns how many stayed without a receipt although they had time */
async function drained(open: ReadonlyMap<string, number>): Promise<number> {
  const untilMs = performance.now() + patienceMs;
  while (open.size > 0 && performance.now() < untilMs) await after(5);
  return open.size;
}
