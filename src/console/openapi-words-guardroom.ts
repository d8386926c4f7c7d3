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
  'GET /api/procedures/misses': says(
    '到时没有做而值班长尚未看到的步骤',
    'steps not taken in their time that no chief has seen',
  ),
  'POST /api/procedures/misses/:id/seen': says('值班长已看到', 'the chief has seen it'),
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
  'POST /api/offers': says(
    '把一个报警或事件转交给在岗的某人；两分钟内他同意才算，响铃不变',
    'offers one alarm or incident to a colleague on post; it changes hands only if he accepts within two minutes, and sounds as it did',
  ),
  'POST /api/offers/:id/accept': says('接手', 'takes it over'),
  'POST /api/offers/:id/decline': says('不接手', 'declines it, with a reason or without'),
  'POST /api/offers/:id/withdraw': says('收回', 'takes the offer back'),
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
  'GET /api/drills': says('演练，新的在前', 'drills, newest first'),
  'GET /api/drills/running': says(
    '正在进行的演练',
    'the drill that runs, for pages that do not follow the board',
  ),
  'POST /api/drills': says(
    '计划一次演练：地点、按哪些按钮、怎么按、几次、起止、知情人、演练内容；最长一小时',
    'plans a drill: places, which buttons pressed how and how often, from and until, who knows, what is practised; an hour at most',
  ),
  'POST /api/drills/:id/begin': says(
    '在计划时间内开始；计划外的按压照常真报警',
    'begins within its planned time; a press that is not planned rings as ever',
  ),
  'POST /api/drills/:id/end': says('结束；此后按下都是真报警', 'ends it; from then on every press is real'),
  'POST /api/drills/:id/cancel': says('取消计划', 'takes a planned drill back'),
  'GET /api/reports/drills/:id': says(
    '演练结果：从按下到显示、确认、出警、到场、控制各用多久',
    'what came of a drill: how long from the press to each step of the answer',
  ),
  'POST /api/alarms/:id/real': says(
    '这是真的：演练报警转为真报警，重新响起，按预案呼叫并共享',
    'this is real: a drill’s alarm becomes a real one, rings again, calls and is shared as one',
  ),
  'POST /api/tests/:id/stop': says('结束测试；此后按下即报警', 'stops a test; from then on a press rings'),
};
