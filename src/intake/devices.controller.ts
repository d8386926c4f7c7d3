/** The device register over HTTP. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { person } from '../kernel/actor.js';
import { enrolment, type Device, type Enrolment } from './device.js';
import { DeviceTests, type PingAnswer } from './device-tests.service.js';
import { Devices } from './devices.service.js';

@Controller('api/devices')
export class DevicesController {
  constructor(
    private readonly devices: Devices,
    private readonly tests: DeviceTests,
  ) {}

  /** Answers with the secret, once. */
  @Post()
  @Needs('device:manage')
  async enrol(
    @Body({ schema: enrolment }) wish: Enrolment,
    @Who() viewer: Viewer,
  ): Promise<Device & { secret: string }> {
    const { device, secret } = await this.devices.enrol(wish, person(viewer.person));
    return { ...device, secret };
  }

  /** Asks it whether it is there, and waits up to five seconds for its heartbeat. */
  @Post(':id/ping')
  @HttpCode(200)
  @Needs('device:manage')
  ping(@Param('id') id: string): Promise<PingAnswer> {
    return this.tests.ping(id);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Needs('device:manage')
  disable(@Param('id') id: string, @Who() viewer: Viewer): Promise<Device> {
    return this.devices.setEnabled(id, false, person(viewer.person));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Needs('device:manage')
  enable(@Param('id') id: string, @Who() viewer: Viewer): Promise<Device> {
    return this.devices.setEnabled(id, true, person(viewer.person));
  }
}
