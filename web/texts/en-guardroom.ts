/** What the guard room's own pages and facts say, in English. */
export const enGuardroom = {
  'fact.shelf.asked': '{{by}} asks to take {{device}} out of service; a second person must agree',
  'fact.shelf.set': '{{by}}: {{device}} is {{mode}}',
  'fact.shelf.ended': '{{device}} is back (it was {{mode}})',
  'fact.flood.began': 'alarm flood: {{count}} within ten minutes',
  'fact.flood.ended': 'the alarm flood is over',
  'fact.alarm.officer-accepted': '{{officer}} accepted',
  'fact.alarm.officer-on-the-way': '{{officer}} is on the way',
  'fact.alarm.officer-on-scene': '{{officer}} is on the scene',
  'fact.alarm.officer-checked-in': '{{officer}} is well',
  'fact.alarm.officer-needs-help': '{{officer}} needs help',
  'fact.alarm.officer-left': '{{officer}} left',
  'fact.alarm.check-in-missed': '{{officer}} did not check in (miss {{missed}})',
  'shelf-mode.shelved': 'shelved',
  'shelf-mode.out-of-service': 'out of service',
} as const;
