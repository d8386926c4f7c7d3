/** What the routes of the guard's work are for: the sound of the screen. Pure. */
import { says, type RouteWords } from './openapi-saying.js';

export const guardroomWords: Readonly<Record<string, RouteWords>> = {
  'POST /api/duty/sound': says(
    '值班屏试音的结果，或浏览器不放声；记入本班',
    'how the test tones of the screen were heard, or that the browser lets no sound out; noted to the shift',
  ),
};
