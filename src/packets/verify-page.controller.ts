/** Serves the verifier as one page, without sign-in: what is dropped on it is read in the browser and sent nowhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '../access/needs.guard.js';

@Controller()
export class VerifyPageController {
  @Get('verify.html')
  @Open()
  async page(@Res() response: Response): Promise<void> {
    const page = await readFile(join(import.meta.dirname, 'verify', 'verify.html'), 'utf8');
    const own =
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "default-src 'none'";
    // A sandbox has an origin of its own: not even this console's cookie or API is within its reach.
    response.setHeader('Content-Security-Policy', `${own}; frame-ancestors 'none'; sandbox allow-scripts`);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(page);
  }
}
