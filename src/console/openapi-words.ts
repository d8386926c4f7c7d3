/** What each route is for, in one sentence of each language, and what its own code cannot tell. Pure. */

import { administrationWords } from './openapi-administration.js';
import { benchWords } from './openapi-benches.js';
import { dutyWords } from './openapi-duty.js';
import { guardroomWords } from './openapi-words-guardroom.js';
import { recordingWords, screeningWords } from './openapi-words-gates.js';
import { says, type RouteWords } from './openapi-saying.js';

export type { RouteWords } from './openapi-saying.js';
export { tagWords } from './openapi-tag-words.js';
import { custodyWords } from './openapi-custody-words.js';

const upload = { devicesToo: true } as const;

export const routeWords: Readonly<Record<string, RouteWords>> = {
  'POST /api/session': says('登录，设置会话 Cookie', 'signs in and sets the session cookie'),
  'GET /api/session': says('当前登录人', 'who one is'),
  'DELETE /api/session': says('退出登录', 'signs out'),
  'POST /api/session/lost': says(
    '手机或电脑丢失：结束自己在别处的登录',
    'ends one’s sign-ins elsewhere, where a telephone or computer was lost',
  ),
  'GET /api/people': says('人员名单', 'the people'),
  'PATCH /api/people/:id': says('修改角色、单位或停用', 'changes roles or station, or disables'),
  'POST /api/invitations': says(
    '生成一次性邀请；口令由本人设定',
    'makes a one-time invitation; whoever follows it chooses his own password',
  ),
  'POST /api/invitations/:token': says('接受邀请并设定口令', 'accepts an invitation and sets the password'),

  'GET /api/alarms': says('报警列表，新的在前', 'alarms, newest first'),
  'GET /api/alarms/:id': says('一个报警及其时间线', 'one alarm with its timeline'),
  'POST /api/alarms': says(
    '在网页上报警；带同一 press 重发即为同一次',
    'a press from the browser; sent again with the same `press` it is the same press',
  ),
  'GET /api/presses': says('本人在网页上报的警各到了哪一步', 'how one’s own presses stand'),
  'POST /api/alarms/:id/acknowledge': says('确认报警', 'acknowledges; the siren falls silent'),
  'POST /api/alarms/:id/respond': says('派警', 'somebody is on the way'),
  'POST /api/alarms/:id/arrive': says('到场', 'somebody is on the scene'),
  'POST /api/alarms/:id/control': says('已控制', 'the scene is under control'),
  'POST /api/alarms/:id/close': says(
    '关闭报警，须有结果和理由',
    'closes; an outcome and a reason are needed',
  ),
  'POST /api/alarms/:id/officer': says(
    '法警接警、出发、到场、报平安、求援、离开；可由他人代报（for）',
    'an officer accepts, goes, arrives, checks in, calls for help or leaves; another may enter it for him',
  ),
  'GET /api/policies': says('升级呼叫预案', 'the policies of calls'),
  'GET /api/policies/called': says('某房间某时刻会呼叫谁', 'who would be called for a room at a minute'),
  'POST /api/policies': says(
    '新建预案；有缺口或无人可呼的不接受',
    'a new policy; one with a hole or a step that reaches nobody is refused',
  ),
  'PUT /api/policies/:id': says('修改预案', 'changes a policy'),
  'DELETE /api/policies/:id': says('删除预案', 'removes a policy'),
  'GET /api/shelves': says(
    '搁置和停用中的报警点',
    'what is shelved or out of service, and what waits for a second person',
  ),
  'POST /api/shelves': says(
    '搁置一类设备报警，或申请停用设备；求助报警不可搁置',
    'shelves what a device finds, or asks to take it out of service; a call for help is never shelved',
  ),
  'POST /api/shelves/:id/approve': says('第二人同意停用', 'a second person agrees to out of service'),
  'POST /api/shelves/:id/end': says('提前恢复', 'ends it early'),
  'GET /api/alarms/:id/context': says(
    '报警所在房间：正在开的庭、安检记录、正在保存的录音录像',
    'the room of an alarm: the hearing now, what the gates saw, what is being kept',
  ),
  'GET /api/troubles': says('当前故障', 'open troubles'),
  'POST /api/troubles/:id/clear': says('消除故障', 'clears a trouble'),

  'GET /api/incidents': says('事件列表，新的在前', 'incidents, newest first'),
  'GET /api/incidents/:id': says(
    '一个事件：时间线、候选条款、认定和措施',
    'one incident with timeline, candidates, findings and measures',
  ),
  'POST /api/incidents': says('登记口头或电话报告', 'an incident reported by phone or in person'),
  'POST /api/incidents/:id/words': says(
    '补充发生了什么，重新归类',
    'adds what happened, and weighs it all again',
  ),
  'POST /api/incidents/:id/findings': says('认定一项行为', 'finds an act of the law'),
  'POST /api/findings/:id/confirm': says('确认候选条款', 'confirms a suggested act'),
  'POST /api/findings/:id/reject': says(
    '否定候选条款，须有理由',
    'rejects a suggested act; a reason is needed',
  ),
  'POST /api/findings/:id/complete': says(
    '补充已认定行为的要件、证据和情节',
    'adds elements, exhibits and particulars to a confirmed act',
  ),
  'POST /api/findings/:id/reclassify': says(
    '改认为另一项行为，须有理由，原认定保留',
    'another act in its place; a reason is needed and the old finding stays',
  ),
  'POST /api/incidents/:id/measures': says(
    '记录已采取的措施；没有依据的被拒绝并说明理由',
    'notes a measure that was taken; one without ground is refused with the reason',
  ),
  'POST /api/measures/:id/complete': says('补充措施的执行情况', 'adds how a measure was carried out'),
  'POST /api/incidents/:id/step': says(
    '事件的下一步：固定证据、审核、办结、移送、归档、重开；旁路出口须第二人签字',
    'the incident’s next step; a side exit needs a second person',
  ),
  'POST /api/incidents/:id/merge': says('并入另一事件，记录不动', 'merges it into another; no record moves'),
  'POST /api/incidents/:id/part': says('撤销并入', 'parts it again'),
  'GET /api/incidents/:id/involved': says('涉事人员，不含姓名', 'persons involved, without names'),
  'POST /api/incidents/:id/involved': says(
    '登记涉事人员；身份加密保存',
    'notes a person involved; who he is lies sealed',
  ),
  'GET /api/incidents/:id/related': says('可能有关的事件', 'incidents that may belong together'),
  'POST /api/involved/:id/open': says(
    '查看身份；每次都记入台账',
    'opens who he is; each opening is an entry',
  ),
  'POST /api/involved/search': says(
    '按证件号或姓名精确查找；记入台账',
    'finds by document number or name, exact match alone; noted',
  ),
  'POST /api/incidents/:id/share': says('向公安共享', 'shares the incident with the police'),
  'POST /api/incidents/:id/accept': says('公安接收', 'the police accept it'),

  'GET /api/evidence': says('证据列表', 'exhibits'),
  'GET /api/evidence/:id': says('一件证据', 'one exhibit'),
  'POST /api/evidence/:id/hold': says(
    '锁定证据，不得删除；须有理由',
    'holds an exhibit against deletion; a reason is needed',
  ),
  'GET /api/evidence/:id/content': says(
    '证据原件；从头读取即为一次调阅，记入台账。支持 Range',
    'the bytes as received; reading from the start is an opening and is noted in the ledger. Ranges are served',
    { media: 'application/octet-stream' },
  ),
  ...recordingWords,
  'POST /api/uploads': says(
    '开始上传；Upload-Metadata 须含 sha256',
    'begins an upload; Upload-Metadata must hold sha256',
    { ...upload, media: 'none' },
  ),
  'HEAD /api/uploads/:id': says('已收到多少', 'how much has arrived', { ...upload, media: 'none' }),
  'PATCH /api/uploads/:id': says(
    '续传；最后一次以 Upload-State 告知 stored 或 quarantined',
    'goes on; the last one tells Upload-State: stored or quarantined',
    { ...upload, status: 204 },
  ),
  'OPTIONS /api/uploads': says('服务器支持的 tus 扩展', 'the tus extensions of this server', { status: 204 }),

  'POST /api/incidents/:id/packets': says('书记员申请制作移送包', 'the clerk asks for a packet'),
  'POST /api/packets/:id/approve': says(
    '另一人审批；审批即发送给公安',
    'another person approves, which sends it to the police',
  ),
  'POST /api/packets/:id/refuse': says(
    '另一人退回申请，写明理由；不制作，可重新申请',
    'another person sends it back with a reason: it is not made; another may be asked for',
  ),
  'GET /api/packets': says('移送包列表', 'packets'),
  'GET /api/packets/:id': says('移送包的状态与进度', 'state and progress of a packet'),
  'GET /api/packets/:id/download': says(
    '下载移送包（ZIP），支持 Range；封装前为 409',
    'downloads the packet (ZIP), with ranges; 409 before it is sealed',
    { media: 'application/zip' },
  ),
  'GET /api/packets/:id/encrypted': says(
    '下载加密给公安证书的移送包（CMS EnvelopedData），支持 Range；未设证书为 404',
    'downloads the packet encrypted to the police’s certificate (CMS EnvelopedData), with ranges; 404 where none is set',
    { media: 'application/pkcs7-mime' },
  ),
  'GET /api/packets/:id/forms': says('表格及各自所缺内容', 'the forms, and what is missing in each'),
  'GET /api/packets/:id/forms/:form': says(
    '预览一份表格（PDF）；印有查看人姓名，缺项标黄',
    'previews a form (PDF); the reader’s name stands across it, what is missing is marked',
    { media: 'application/pdf' },
  ),
  'GET /api/packets/:id/cover-sheet': says(
    '随附校验单（PDF）；copy 为封存件或工作件；封存前为 409',
    'the cover sheet (PDF) for the sealed or the working copy; 409 before it is sealed',
    { media: 'application/pdf' },
  ),
  'GET /verify.html': says(
    '校验器网页；移送包只在浏览器中读取',
    'the verifier as a page; a packet is read in the browser only',
    { media: 'text/html' },
  ),

  ...screeningWords,
  ...administrationWords,
  ...dutyWords,
  'GET /api/devices': says('设备及健康状况', 'the devices and their health'),
  'GET /api/rooms-without-alarm': says('现在没有可用报警按钮的房间', 'rooms without a working alarm now'),
  'POST /api/devices': says('登记设备；密钥只显示一次', 'enrols a device; its secret is told once'),
  'GET /api/enrolment': says('接入地址和根证书', 'where devices connect, and the CA'),
  'GET /api/devices/:id/credentials': says('设备凭据', 'its certificates and old secret'),
  'POST /api/devices/:id/secret': says(
    '更换密钥；新密钥只显示一次，旧密钥再用七天',
    'a new secret, told once; the old one counts for seven days yet',
  ),
  'POST /api/devices/:id/certificates': says(
    '签发设备证书；私钥只给一次，旧证书再用七天',
    'a new certificate with its key, given once; older ones count for seven days yet',
  ),
  'POST /api/devices/:id/certificates/:serial/revoke': says(
    '吊销证书，立即断开',
    'revokes a certificate and cuts the connection at once',
  ),
  'POST /api/devices/:id/disable': says('停用设备，立即断开', 'disables a device and cuts it at once'),
  'POST /api/devices/:id/enable': says('重新启用设备', 'enables it again'),
  'GET /api/places': says('场所', 'rooms and spots'),
  'GET /api/places/plan.svg': says('平面图', 'the floor plan', { media: 'image/svg+xml' }),
  'PUT /api/places/plan.svg': says(
    '上传平面图（SVG）；脚本和外部引用会被去掉，答复列出去掉了什么',
    'hangs an own plan (SVG); scripts and outside references are left out, and the answer names them',
    { takes: ['image/svg+xml'] },
  ),
  'DELETE /api/places/plan.svg': says('撤下上传的平面图', 'takes the own plan down'),
  'GET /api/places/spots': says('设备在平面图上的位置', 'where devices stand on the plan'),
  'PUT /api/places/spots/:device': says('在平面图上放置设备', 'places a device on the plan'),
  'POST /api/places': says('新增场所', 'adds a place'),
  'PATCH /api/places/:id': says('修改场所的名称、分区或位置', 'renames, re-zones or moves a place'),
  'GET /api/hearings': says('庭审排期，缺省为当日', 'hearings of a while, of today where none is given'),
  'POST /api/hearings': says('登记一次庭审', 'enters a hearing'),
  'POST /api/hearings/import': says(
    '导入排期文件（CSV 或 ICS）：文件所含各日以文件为准；有一行读不懂则全部不动',
    'takes a file (CSV or ICS), which stands for all of its days; with one line that cannot be read nothing changes',
    { takes: ['text/csv', 'text/calendar'] },
  ),
  'PATCH /api/hearings/:id': says('修改庭审', 'changes a hearing'),
  'DELETE /api/hearings/:id': says('取消庭审', 'cancels a hearing'),
  'GET /api/duty': says('谁在岗', 'who is on post'),
  'POST /api/duty': says('上岗', 'goes on duty'),
  'DELETE /api/duty': says('离岗', 'goes off duty'),
  ...guardroomWords,
  ...benchWords,

  'GET /api/law/codes': says('条款、要件、措施与来源', 'codes, elements, measures and their sources'),
  'GET /api/law/versions': says('法律数据的各版本', 'the versions of the law that are kept'),
  'GET /api/law/versions/:version': says('某一版本的全文', 'one version as it stood'),
  'GET /api/law/versions/:version/changes': says(
    '该版本改了什么；可指定与哪一版比较',
    'what this version changed, against the one before it or a given one',
  ),
  'POST /api/law/versions': says(
    '载入新版本（正文即文件）；有错全部列出，不载入',
    'loads a newer version (the body is the file); all errors at once, and then nothing is loaded',
  ),
  'POST /api/law/classify': says(
    '对一段文字给出候选条款，不保存',
    'candidates for a text; nothing is stored',
  ),
  'GET /api/ledger/keys': says('公钥（PEM），在用的在前', 'public keys (PEM), the one in use first'),
  'GET /api/ledger/checkpoint': says('最新的签名检查点', 'the newest signed checkpoint'),
  'GET /api/ledger/beginning': says(
    '台账因丢失重新开始时，两把密钥签名的声明；从未丢失的答 404',
    'the statement that both keys signed where the ledger was begun anew after a loss; 404 where it never was',
  ),
  'GET /api/ledger/proofs': says(
    '一致性证明（from、to）或包含证明（entry、size）',
    'a consistency proof (from, to) or an inclusion proof (entry, size)',
  ),
  'GET /api/ledger/entries': says('台账条目原文，每行一条', 'the exact bytes, one entry a line', {
    media: 'application/jsonl',
  }),

  ...custodyWords,

  'GET /healthz': says('进程存活', 'alive'),
  'GET /readyz': says('可以接收报警', 'may take alarms'),
  'GET /metrics': says('Prometheus 指标', 'figures for Prometheus'),
  'GET /api/openapi.json': says('本文档（OpenAPI 3.1）', 'this document (OpenAPI 3.1)'),
  'GET /api/docs': says('本文档的可读页面', 'the readable page of this document'),
};

export const messageWords: Readonly<Record<string, RouteWords>> = {
  follow: says(
    '从游标起跟随台账：{court, cursor}；以 snapshot、facts 或 refused 应答',
    'follows the ledger from a cursor: {court, cursor}; answered by snapshot, facts or refused',
  ),
  shown: says('值班台已显示报警：{alarm}', 'a guard screen has painted the alarm: {alarm}'),
  sound: says(
    '这块值班屏能否出声；只在连接期间有效',
    'whether this guard screen can be heard; true while it is connected',
  ),
  sounded: says('值班台已发声：{alarm}', 'a guard screen has sounded it: {alarm}'),
};
