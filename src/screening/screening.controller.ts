/** Screening over HTTP: the lanes with what each last saw and decided. */
import { Controller, Get } from '@nestjs/common';
import { Needs } from '../access/needs.guard.js';
import type { LaneDetail } from './lane.js';
import { Screening } from './screening.service.js';

@Controller('api/screening')
export class ScreeningController {
  constructor(private readonly screenings: Screening) {}

  @Get()
  @Needs('screening:read')
  list(): Promise<{ items: LaneDetail[]; next: null }> {
    return this.screenings.list();
  }
}
