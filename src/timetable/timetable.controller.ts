/** The timetable over HTTP: the hearings of a while, one by hand or by another program, and files. */
import type { IncomingMessage } from 'node:http';
import { hash } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { DomainError, invalid } from '../kernel/errors.js';
import { Places } from '../places/places.service.js';
import { readCsv } from './csv.js';
import {
  hearingChange,
  hearingSchema,
  type HearingChange,
  type HearingItem,
  type ImportResult,
  type NewHearing,
} from './hearing.js';
import { readIcs } from './ics.js';
import type { ImportPreview, TimetableFile } from './reading.js';
import { CourtZone, Timetable } from './timetable.service.js';

const at = z.iso.datetime({ offset: true }).transform((given) => toInstant(Date.parse(given)));
const range = z.object({
  day: z.iso.date().optional(),
  from: at.optional(),
  to: at.optional(),
  place: z.string().max(64).optional(),
});
const mostBytes = 4 * 1024 * 1024;
const readers: Readonly<Record<string, typeof readCsv>> = { 'text/csv': readCsv, 'text/calendar': readIcs };

@Controller('api/hearings')
export class TimetableController {
  constructor(
    private readonly timetable: Timetable,
    private readonly places: Places,
    private readonly zone: CourtZone,
  ) {}

  /** One day of the court's calendar, a range, or today. */
  @Get()
  @Needs('hearing:read')
  async list(
    @Query({ schema: range }) { day: named, from, to, place }: z.infer<typeof range>,
  ): Promise<{ items: HearingItem[]; next: null }> {
    if (named !== undefined) return { items: await this.timetable.onDay(named), next: null };
    const day = this.timetable.day(from);
    const start = from ?? day.from;
    const end = to ?? (from === undefined ? day.to : laterBy(from, 24 * 3_600_000));
    return { items: await this.timetable.between(start, end, place), next: null };
  }

  @Post()
  @Needs('hearing:manage')
  add(@Body({ schema: hearingSchema }) hearing: NewHearing, @Who() viewer: Viewer): Promise<HearingItem> {
    return this.timetable.add(hearing, actorOf(viewer));
  }

  @Post('import')
  @HttpCode(200)
  @Needs('hearing:manage')
  async import(@Req() request: IncomingMessage, @Who() viewer: Viewer): Promise<ImportResult> {
    const { file, bytes } = await this.#read(request);
    demandWhole(file);
    return this.timetable.import(file.hearings, hash('sha256', bytes), actorOf(viewer));
  }

  /** What was understood of a file and what not, and what its import would change. */
  @Post('preview')
  @HttpCode(200)
  @Needs('hearing:manage')
  async preview(@Req() request: IncomingMessage): Promise<ImportPreview> {
    const { file } = await this.#read(request);
    return { ...file, plan: await this.timetable.preview(file.hearings) };
  }

  async #read(request: IncomingMessage): Promise<{ file: TimetableFile; bytes: Uint8Array }> {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const read = readers[type];
    if (read === undefined)
      throw invalid('TIMETABLE_KIND', 'send the file as text/csv or text/calendar', {
        kinds: Object.keys(readers),
      });
    const bytes = await bytesOf(request);
    const file = read(textOf(bytes), {
      timeZone: this.zone.timeZone,
      placeOf: (name) =>
        this.places.all().find((place) => place.id === name || [place.name, short(place.name)].includes(name))
          ?.id,
    });
    return { file, bytes };
  }

  @Patch(':id')
  @Needs('hearing:manage')
  change(
    @Param('id') id: string,
    @Body({ schema: hearingChange }) body: HearingChange,
    @Who() viewer: Viewer,
  ): Promise<HearingItem> {
    return this.timetable.change(id, body, actorOf(viewer));
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('hearing:manage')
  cancel(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.timetable.cancel(id, actorOf(viewer));
  }
}

/** 3号法庭（一楼东） is written 3号法庭 in every timetable. */
const short = (name: string): string => name.split(/[（(]/)[0]?.trim() ?? name;

/** Half a timetable would cancel the other half: a file is taken whole or not at all. */
function demandWhole({ faults }: TimetableFile): void {
  if (faults.length === 0) return;
  throw invalid('TIMETABLE_FAULTY', `${faults.length} of its lines could not be read; nothing was changed`, {
    faults: faults.slice(0, 100),
  });
}

/** Spreadsheets in China still write GB 18030 as often as UTF-8. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    size += part.length;
    // Read to its end all the same: who is still sending would see a broken line and not the answer.
    if (size <= mostBytes) parts.push(part);
  }
  if (size > mostBytes) throw new DomainError('TIMETABLE_TOO_LARGE', 'too-large', 'the file is over 4 MiB');
  return Buffer.concat(parts);
}
