/** What the printed report calls what rings, in the words of the pages (a test compares them). */
export const sourceWords: Readonly<Record<string, string>> = {
  press: '一键报警',
  forced: '门被强行打开',
  decision: '安检拒检',
  malformed: '看不懂的按键消息',
  conflict: '前后矛盾的按键消息',
  browser: '网页报警',
};

export const troubleWords: Readonly<Record<string, string>> = {
  tamper: '被拆动',
  battery: '电量低',
  fault: '自报故障',
  silent: '失联',
  clock: '时钟不准',
  gap: '有事件没有送到',
  'self-test': '自检失败，按下的报警到不了',
  'unguarded-hearing': '即将开庭的房间没有能用的报警按钮',
  'test-overdue': '测试按压已过期',
  'held-open': '门未关',
  disk: '控制台磁盘将满：先停收证据，报警照常',
  storage: '存储将满',
  'lane-operators': '安检员不足两人',
  'lane-unchecked': '未自检就开检',
  'clip-missing': '该到的录音没有到',
  'self-check': '自检未通过',
  malformed: '消息看不懂',
  conflict: '消息前后矛盾',
  protocol: '不守规程的消息',
  reaction: '后续动作失败，正在重试',
  unraised: '事件没能成为报警，正在重试',
  'ledger-contradicted': '台账与见证人所见不符',
  'ledger-unsigned': '台账未能签名',
  'nobody-reachable': '升级呼叫无人在岗',
  keeper: '证据保管程序未按时运行或有未办到的，请管理员查看',
  'put-back': '证据文件被删或被改，已放回',
  'tamper-refused': '有人在本机试图改动证据文件或取签名密钥，已被系统拒绝',
};

export const outcomeWords: Readonly<Record<string, string>> = {
  handled: '已处置',
  transferred: '已移送',
  false: '误报',
  medical: '急救',
  fault: '设备故障',
  open: '未关闭',
};

export const measureWords = {
  shown: '显示',
  acknowledged: '确认',
  accepted: '出警',
  arrived: '到场',
  controlled: '控制',
} as const;
