/** What the routes of custody, keys and the talk with the police are for. Pure. */
import { says, type RouteWords } from './openapi-saying.js';

export const custodyWords: Readonly<Record<string, RouteWords>> = {
  'POST /api/evidence/:id/redactions': says(
    '制作遮盖件：录音静音、画面遮盖；原件不动',
    'makes a redacted copy: sound muted, regions covered; the original stays',
  ),
  'GET /api/retention': says(
    '一周内到期、无保全的证据',
    'exhibits past their time within a week and held by nothing',
  ),
  'GET /api/retention/deletions': says('待第二人批准的删除', 'deletions that wait for a second person'),
  'POST /api/retention/deletions': says('申请删除到期的证据', 'asks to delete exhibits past their time'),
  'POST /api/retention/deletions/approve': says(
    '第二人批准；字节删除，散列与理由留存',
    'the second person approves; the bytes go, hashes and reason stay',
  ),
  'POST /api/retention/deletions/refuse': says('不同意或撤回', 'refused or taken back'),
  'GET /api/incidents/:id/liaison': says(
    '与公安的往来：每一步及其时间',
    'the talk with the police: each step with its time',
  ),
  'POST /api/incidents/:id/reject': says('公安：不接收，说明理由', 'the police reject it, with the reason'),
  'POST /api/incidents/:id/dispatch': says('公安：已派警', 'the police have sent officers'),
  'POST /api/incidents/:id/on-scene': says('公安：民警到场', 'the police are on the scene'),
  'POST /api/incidents/:id/police-close': says(
    '公安：办结，登记号与结果',
    'the police close it, with docket number and result',
  ),
  'POST /api/incidents/:id/messages': says('向对方发紧急消息', 'an urgent message to the other side'),
  'POST /api/incidents/:id/withdraw': says(
    '撤回共享，公安不再可见',
    'takes the sharing back; the police see it no more',
  ),
  'POST /api/packets/:id/receipt': says(
    '公安回执：收到什么、校验结果',
    'the receipt: what came and whether it verified',
  ),
  'GET /api/liaison/deliveries': says(
    '发往公安系统的消息及死信',
    'what was sent to the police system, dead letters among it',
  ),
  'POST /api/liaison/deliveries/:fact/retry': says('重发一条死信', 'sends a dead letter again'),
  'POST /api/ledger/cosignatures': says(
    '见证人交来联署的检查点（text/plain）；台账比见证人所见短或不同时答 409',
    'a witness hands in a checkpoint that it cosigned (text/plain); 409 where it saw a longer ledger or another one',
  ),
  'GET /api/ledger/standing': says(
    '台账现状：有无见证不符、是否签名中断',
    'how the ledger stands: whether a witness contradicts it, whether it is being signed',
  ),
  'GET /api/ledger/key-changes': says(
    '待第二人批准的密钥变更',
    'changes of keys that wait for a second person',
  ),
  'POST /api/ledger/key-changes': says(
    '申请更换或作废签名密钥，或确认台账丢失（begin-anew）',
    'asks for a new ledger key, for the end of one that was lost, or to acknowledge that entries are lost (begin-anew)',
  ),
  'POST /api/ledger/key-changes/:id/approve': says(
    '第二人批准；由签名进程执行',
    'the second person approves; the signer acts',
  ),
  'POST /api/ledger/key-changes/:id/refuse': says('不同意或撤回', 'refused or taken back'),
  'GET /api/redactions': says(
    '待第二人批准的文字删除',
    'texts to be taken away, waiting for a second person',
  ),
  'POST /api/redactions': says(
    '申请删除台账中的一段文字（散列保留）',
    'asks to take a text of the ledger away; its hash stays',
  ),
  'POST /api/redactions/:id/approve': says(
    '第二人批准；文字及其盐被删除',
    'the second person approves; the text and its salt are deleted',
  ),
  'POST /api/redactions/:id/refuse': says('不同意或撤回', 'refused or taken back'),
};
