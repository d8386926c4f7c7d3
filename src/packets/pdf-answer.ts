/** A printed form as the answer to a request. */
import type { Response } from 'express';

/** Shown in the page; it is no page itself and may run nothing. */
export function sendPdf(response: Response, pdf: Uint8Array, name: string): void {
  response.setHeader('Content-Disposition', `inline; filename="${name}.pdf"`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', "script-src 'none'; frame-ancestors 'self'");
  response.type('application/pdf').send(Buffer.from(pdf));
}
