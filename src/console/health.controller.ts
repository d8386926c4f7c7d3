/** Whether the console lives, whether it may take alarms, and its figures for Prometheus. */
import { Controller, Get, Header } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { Open } from '../access/needs.guard.js';
import { Hearing } from '../intake/hearing.service.js';
import { unavailable } from '../kernel/errors.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';
import { Boards } from './boards.service.js';

const slowDepth = 5000;

@Controller()
export class HealthController {
  #registry: Promise<Registry> | undefined;

  constructor(
    private readonly writer: Writer,
    private readonly hearing: Hearing,
    private readonly ledger: Ledger,
    private readonly boards: Boards,
  ) {}

  @Get('healthz')
  @Open()
  healthz(): { status: 'alive'; role: 'active' } {
    return { status: 'alive', role: 'active' };
  }

  @Get('readyz')
  @Open()
  readyz(): { status: 'ready' } {
    if (!this.hearing.started) throw unavailable('NOT_LISTENING', 'the broker is not up yet');
    if (this.writer.depth > slowDepth) throw unavailable('WRITER_BEHIND', 'the writer is behind');
    return { status: 'ready' };
  }

  @Get('metrics')
  @Open()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    this.#registry ??= this.#register();
    return (await this.#registry).metrics();
  }

  /** Loaded when somebody first asks: a console that starts again has buttons to hear. */
  async #register(): Promise<Registry> {
    const { collectDefaultMetrics, Gauge, Registry } = await import('prom-client');
    const register = new Registry();
    collectDefaultMetrics({ register });
    const { ledger, writer, boards } = this;
    const gauges: readonly (readonly [name: string, help: string, value: () => number])[] = [
      ['court_ledger_entries', 'entries in the ledger', () => ledger.head()],
      ['court_writer_waiting', 'works that wait for the writer', () => writer.depth],
      ['court_alarms_open', 'open alarms', () => boards.board.alarms.length],
      ['court_troubles_open', 'open troubles', () => boards.board.troubles.length],
      [
        'court_devices_silent',
        'silent devices',
        () => boards.board.devices.filter((device) => device.state === 'silent').length,
      ],
    ];
    for (const [name, help, value] of gauges)
      register.registerMetric(
        new Gauge({
          name,
          help,
          registers: [],
          collect() {
            this.set(value());
          },
        }),
      );
    return register;
  }
}
