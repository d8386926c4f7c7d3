/** What the routes of screening, recordings and the register are for. Pure. */
import { says, type RouteWords } from './openapi-saying.js';

export const screeningWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/screening': says('安检通道及其最近记录', 'the lanes with what each last saw and decided'),
  'GET /api/screening/flow': says(
    '一天的客流：按小时的通过、检出、手检、处理与排队，按检测区的检出',
    'a day’s flow: passages, detections, hand checks, outcomes and waiting by hour; detections by zone of the gate',
  ),
  'POST /api/screening/:id/operators': says(
    '到通道上岗；可代同事登记',
    'works on the lane, or a colleague does',
    {
      status: 204,
    },
  ),
  'DELETE /api/screening/:id/operators/:who': says('离开通道', 'leaves the lane', { status: 204 }),
  'POST /api/screening/:id/end': says('停用通道，全体离岗', 'nobody is screened here any more today', {
    status: 204,
  }),
  'POST /api/screening/:id/checks': says('开检前自检', 'the daily self-check before opening', {
    status: 204,
  }),
  'POST /api/screening/:id/waiting': says('记录排队人数', 'how many stand in line', { status: 204 }),
  'POST /api/screening/:id/decisions': says(
    '处理结果；寄存、暂扣、移交时开具单据',
    'what was decided; a slip is issued for what is deposited, withheld or handed over',
  ),
  'GET /api/screening/slips': says('寄存、暂扣、移交单据，新的在前', 'slips, newest first'),
  'PUT /api/screening/slips/:id/photo': says(
    '为物品拍照（JPEG 或 PNG 原文）',
    'the photo of the item (JPEG or PNG bytes)',
    { takes: ['image/jpeg', 'image/png'] },
  ),
  'GET /api/screening/slips/:id/photo': says('物品照片', 'the photo', { media: 'image/jpeg' }),
  'GET /api/screening/slips/:id/signature': says('领回签名', 'the signature of the return', {
    media: 'image/png',
  }),
  'POST /api/screening/slips/:id/return': says('签名领回', 'a signed return'),
  'POST /api/screening/slips/:id/hand-over': says('移交公安', 'handed over to the police'),
  'GET /api/screening/watches': says(
    '布控名单及理由；每次阅读记入台账',
    'the watch list with its grounds; each reading is noted',
  ),
  'POST /api/screening/watches': says(
    '提出布控，须另一人批准',
    'proposes an entry, which another person approves',
  ),
  'POST /api/screening/watches/match': says(
    '核对来人：只告诉该做什么，不告诉理由',
    'asks about somebody: what to do, never why',
  ),
  'POST /api/screening/watches/:id/approve': says('批准布控', 'approves an entry'),
  'POST /api/screening/watches/:id/end': says('提前撤销布控', 'ends an entry before its time'),
};

export const recordingWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/recordings': says(
    '录音录像片段，可按场所和时间查，新的在前',
    'clips of recorders by place and time, newest first',
  ),
  'GET /api/recordings/recorders': says('录音录像设备的实时状态', 'how each recorder stands'),
  'POST /api/recordings/ask': says(
    '要求一个场所或一台设备立即开始或停止录音',
    'asks the recorders of a place, or one, to start or stop now',
    { status: 202 },
  ),
  'GET /api/recordings/:id/marks': says('一段录音上的标记', 'the marks on a recording'),
  'POST /api/recordings/:id/marks': says('加标记、备注或标签', 'marks, notes or tags a span of it'),
  'POST /api/interference': says(
    '登记干预、过问；所涉录音随即封存',
    'files interference or an inquiry; the recording is sealed with it',
  ),
  'GET /api/interference': says(
    '干预过问专册，仅督察可读；每次阅读记入台账',
    'the sealed register, for 督察 alone; each reading is noted',
  ),
  'POST /api/interference/:id/release': says(
    '督察说明理由，解封误封的录音；记录保留',
    '督察 releases what was sealed by mistake, with the reason; the record stays',
  ),
  'GET /api/interference/:id/recordings/:recording': says(
    '专册所涉录音；记入台账',
    'a recording of the register; noted',
    {
      media: 'audio/wav',
    },
  ),
};
