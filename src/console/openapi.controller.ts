/** The API's document and its readable page, for anybody. */
import { Controller, Get, Header } from '@nestjs/common';
import { Open } from '../access/needs.guard.js';
import type { OpenApiDocument } from './openapi.js';
import { OpenApi } from './openapi.service.js';

@Controller('api')
export class OpenApiController {
  constructor(private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Open()
  document(): OpenApiDocument {
    return this.openApi.document();
  }

  @Get('docs')
  @Open()
  @Header('Content-Type', 'text/html; charset=utf-8')
  // It has no script and asks for nothing: whatever else a page could do is closed.
  @Header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  page(): string {
    return this.openApi.page();
  }
}
