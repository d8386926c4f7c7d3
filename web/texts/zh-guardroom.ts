/** What the guard room's own pages and facts say, in Chinese: shelving, floods, officers, hearings, calls. */
export const zhGuardroom = {
  'fact.shelf.asked': '{{by}}申请停用 {{device}}，待第二人同意',
  'fact.shelf.set': '{{by}}{{mode}} {{device}}',
  'fact.shelf.ended': '{{device}} 恢复（{{mode}}结束）',
  'fact.flood.began': '报警洪峰：十分钟内 {{count}} 个',
  'fact.flood.ended': '报警洪峰已过',
  'fact.alarm.officer-accepted': '{{officer}}接警',
  'fact.alarm.officer-on-the-way': '{{officer}}已出发',
  'fact.alarm.officer-on-scene': '{{officer}}到场',
  'fact.alarm.officer-checked-in': '{{officer}}报平安',
  'fact.alarm.officer-needs-help': '{{officer}}求援',
  'fact.alarm.officer-left': '{{officer}}离开',
  'fact.alarm.check-in-missed': '{{officer}}未按时报平安（第 {{missed}} 次）',
  'shelf-mode.shelved': '搁置',
  'shelf-mode.out-of-service': '停用',
} as const;
