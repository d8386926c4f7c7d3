/** Signing on and off duty. */
import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { conflict } from '../kernel/errors.js';
import { Writer } from '../storage/writer.js';
import { soundStates, type DutyItem } from './duty.js';
import { Duty } from './duty.service.js';

const sound = z.object({ state: z.enum(soundStates) });
const signing = z.object({ post: z.string().min(1).max(64) });

@Controller('api/duty')
export class DutyController {
  constructor(
    private readonly duty: Duty,
    private readonly writer: Writer,
  ) {}

  @Get()
  @Needs('people:read')
  async list(): Promise<{ items: DutyItem[]; next: null }> {
    return { items: (await this.duty.current()).map(shown), next: null };
  }

  @Post()
  @Needs('duty:sign')
  async start(
    @Body({ schema: signing }) { post }: z.infer<typeof signing>,
    @Who() viewer: Viewer,
  ): Promise<DutyItem | undefined> {
    const id = await this.writer.write((unit) => this.duty.start(unit, viewer, post));
    return (await this.duty.current()).filter((item) => item.id === id).map(shown)[0];
  }

  @Post('sound')
  @HttpCode(204)
  @Needs('duty:sign')
  async sound(
    @Body({ schema: sound }) { state }: z.infer<typeof sound>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    await this.writer.write((unit) => this.duty.checkSound(unit, viewer.person, state));
  }

  @Delete()
  @HttpCode(204)
  @Needs('duty:sign')
  async end(@Who() viewer: Viewer): Promise<void> {
    if (!(await this.writer.write((unit) => this.duty.end(unit, viewer.person))))
      throw conflict('NOT_ON_DUTY', 'you are on no post');
  }
}

/** A word on the wire is its hash and its text; who may read it is the house's affair. */
const shown = ({ name: { word, text }, ...rest }: DutyItem): DutyItem => ({
  ...rest,
  name: { word, ...(text === undefined ? {} : { text }) },
});
