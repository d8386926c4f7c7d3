/** What the routes of the guard's work are for: the sound of the screen. Pure. */
import { says, type RouteWords } from './openapi-saying.js';

export const guardroomWords: Readonly<Record<string, RouteWords>> = {
  'POST /api/duty/sound': says(
    '值班屏试音的结果，或浏览器不放声；记入本班',
    'how the test tones of the screen were heard, or that the browser lets no sound out; noted to the shift',
  ),
  'GET /api/devices/:id/tests': says(
    '按钮的全程测试记录：按下、回执、显示、出声',
    'the tests of a button: press, receipt, shown, sounded',
  ),
  'POST /api/devices/:id/tests': says(
    '开始测试一个按钮：五分钟内它的第一次按下是测试，不报警；再按即真报警，其他按钮照常报警',
    'begins the test of a button: its first press within five minutes is the test and calls nobody; a second one, and any other button, rings',
  ),
  'POST /api/tests/:id/stop': says('结束测试；此后按下即报警', 'stops a test; from then on a press rings'),
};
