/** The devices with their health, and the rooms without a working alarm, over HTTP. */
import { Controller, Get } from '@nestjs/common';
import { Needs } from '../access/needs.guard.js';
import { DeviceHealth } from './device-health.service.js';
import type { DeviceReport, UnguardedRoom } from './health.js';

@Controller('api')
export class DeviceHealthController {
  constructor(private readonly health: DeviceHealth) {}

  @Get('devices')
  @Needs('device:read')
  async devices(): Promise<{ items: DeviceReport[]; next: null }> {
    return { items: await this.health.all(), next: null };
  }

  @Get('rooms-without-alarm')
  @Needs('device:read')
  async rooms(): Promise<{ items: UnguardedRoom[]; next: null }> {
    return { items: await this.health.roomsWithoutAlarm(), next: null };
  }
}
