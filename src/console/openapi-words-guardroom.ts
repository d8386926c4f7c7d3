/** What the routes of the guard's work are for: the sound of the screen. Pure. */
import { says, type RouteWords } from './openapi-saying.js';

export const guardroomWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/procedures': says(
    '处置步骤，每种报警和行为各用哪一版',
    'the steps to take, the version in force of each',
  ),
  'GET /api/procedures/:id/versions': says('一套步骤的各版', 'every version of one'),
  'POST /api/procedures': says('新建一套步骤', 'a new set of steps'),
  'PUT /api/procedures/:id': says(
    '写新的一版；处置中的仍用原来那版',
    'writes a new version; what is under way goes on by the old one',
  ),
  'GET /api/procedures/skips': says('跳过而值班长尚未看到的步骤', 'skipped steps that no chief has seen'),
  'POST /api/procedures/skips/:id/seen': says('值班长已看到', 'the chief has seen it'),
  'GET /api/alarms/:id/steps': says('这个报警的步骤和进度', 'the steps at this alarm and how far they are'),
  'POST /api/alarms/:id/steps': says(
    '完成轮到的一步，或写明理由跳过（skip）',
    'does the step whose turn it is, or skips it with a reason',
  ),
  'GET /api/incidents/:id/steps': says('这个事件的步骤和进度', 'the steps about this incident'),
  'POST /api/incidents/:id/steps': says('完成或跳过一步', 'does a step or skips it with a reason'),
  'GET /api/handovers': says('交接班，新的在前', 'hand-overs, newest first'),
  'POST /api/handovers': says(
    '把本班交给某人，列明未结事项；须对方同意',
    'offers one’s post with what is open; it changes hands only when the other accepts',
  ),
  'POST /api/handovers/:id/accept': says('接班', 'accepts: who comes takes the post, who goes leaves it'),
  'POST /api/handovers/:id/refuse': says('不接，须有理由', 'refuses, with a reason'),
  'POST /api/handovers/:id/withdraw': says('收回', 'takes the offer back'),
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
