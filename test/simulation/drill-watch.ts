/** Holds against each drill's own plan what is marked as its press: a press that no plan covers is never marked. */
import type { Fact } from '../faults/court-file.js';

interface Planned {
  readonly device: string;
  readonly pattern: string;
  readonly times: number;
}

export class DrillWatch {
  readonly #plans = new Map<string, readonly Planned[]>();
  readonly #running = new Set<string>();
  readonly #marked = new Map<string, number>();

  follow({ type, subject, data }: Fact, say: (about: string) => void): void {
    if (type === 'drill.planned') this.#plans.set(subject.id, data['presses'] as Planned[]);
    if (type === 'drill.begun') this.#running.add(subject.id);
    if (type === 'drill.ended') this.#running.delete(subject.id);
    if ((type === 'alarm.raised' || type === 'alarm.pressed-again') && data['drill'] !== undefined)
      this.#mark(data, say);
  }

  #mark({ drill, device, pattern, source, late }: Fact['data'], say: (about: string) => void): void {
    const plan = this.#plans.get(String(drill))?.find((one) => one.device === device);
    const name = `${String(drill)} ${String(device)}`;
    const marked = (this.#marked.get(name) ?? 0) + 1;
    this.#marked.set(name, marked);
    const isPlanned = plan?.pattern === pattern && marked <= (plan?.times ?? 0);
    if (!isPlanned || !this.#running.has(String(drill)) || source !== 'press' || late === true)
      say(`${name} was pressed ${String(pattern)} (${String(source)}), time ${marked} in this drill`);
  }
}
