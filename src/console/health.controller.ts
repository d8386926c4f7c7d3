/** Whether the console lives, whether it may take alarms, and its figures for Prometheus. */
import { Controller, Get, Header } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Open } from '../access/needs.guard.js';
import { Hearing } from '../intake/hearing.service.js';
import { unavailable } from '../kernel/errors.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';
import { Boards } from './boards.service.js';

const slowDepth = 5000;

@Controller()
export class HealthController {
  readonly #registry = new Registry();

  constructor(
    private readonly writer: Writer,
    private readonly hearing: Hearing,
    ledger: Ledger,
    boards: Boards,
  ) {
    collectDefaultMetrics({ register: this.#registry });
    const gauge = (name: string, help: string, value: () => number): void => {
      this.#registry.registerMetric(
        new Gauge({
          name,
          help,
          registers: [],
          collect() {
            this.set(value());
          },
        }),
      );
    };
    gauge('court_ledger_entries', 'entries in the ledger', () => ledger.head());
    gauge('court_writer_waiting', 'works that wait for the writer', () => writer.depth);
    gauge('court_alarms_open', 'open alarms', () => boards.board.alarms.length);
    gauge('court_troubles_open', 'open troubles', () => boards.board.troubles.length);
    gauge(
      'court_devices_silent',
      'silent devices',
      () => boards.board.devices.filter((device) => device.state === 'silent').length,
    );
  }

  @Get('healthz')
  @Open()
  healthz(): { status: 'alive' } {
    return { status: 'alive' };
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
  metrics(): Promise<string> {
    return this.#registry.metrics();
  }
}
