/** The devices and the screen of the bench, in a process of their own: does one job and prints its figures. */
import { measureFleet, measureGateDay } from './fleet.js';
import type { Job, Result } from './job.js';
import { measurePresses } from './presses.js';
import { measureLast, measureSteady } from './steady.js';
import { measureClosedLoop, measureOpenLoop } from './stream.js';

function figuresOf(job: Job): Promise<Result> {
  switch (job.kind) {
    case 'steady':
      return measureSteady(job.target, job);
    case 'last':
      return measureLast(job.target, job.screens, job.count);
    case 'presses':
      return measurePresses(job.target, job.count);
    case 'closed-loop':
      return measureClosedLoop(job.target.mqttUrl, job);
    case 'open-loop':
      return measureOpenLoop(job.target.mqttUrl, job);
    case 'fleet':
      return measureFleet(job.target, job);
    case 'gate-day':
      return measureGateDay(job.target, job.people);
  }
}

console.log(JSON.stringify(await figuresOf(JSON.parse(process.argv[2] ?? '{}') as Job)));
process.exit(0);
