/** What is wrong and what to do, in Chinese: incidents, the law, evidence, recordings, packets, the police. Pure. */
const incidents = {
  DECISION_MISSING: '罚款、拘留须经院长批准并有决定书文号；请先记录该项措施。',
  EXHIBIT_UNKNOWN: '所选证据不属于本事件；请从本事件的证据中选。',
  EXIT_NEEDED: '请写明属于哪种情形：误报、测试、演练、急救或设备故障。',
  IDENTITY_KEY_BROKEN: '身份加密密钥的文件里没有密钥；请系统管理员从备份恢复。',
  IDENTITY_KEY_OPEN: '身份加密密钥的文件能被他人读取；请系统管理员改为只有属主可读。',
  IDENTITY_UNREADABLE: '这份身份记录用另一把密钥加密，或被改动过，无法打开；请告知系统管理员。',
  INCIDENT_ENDED: '事件已经结束；确有需要的，请先重新打开。',
  INCIDENT_HAS_MERGED: '已有其他事件并入本事件；请先撤销并入，或反过来合并。',
  INCIDENT_MISSING: '没有这个事件，或无权查看。',
  INCIDENT_NOT_MERGED: '本事件没有并入其他事件，无须撤销。',
  INCIDENT_NOT_WORKED: '只有处置中的事件可以合并；请先重新打开已结束的那一起。',
  INCIDENT_STEP_REFUSED: '事件现在的状态不能走这一步，请看办理进程。',
  INVOLVED_MISSING: '本事件没有登记这名涉事人员。',
  MERGE_SHARING_DIFFERS: '一起已共享给公安，另一起没有；请先共享另一起再合并。',
  MERGE_ZONE_DIFFERS: '不同区域的事件适用的行为和措施不同，不能合并。',
  REASON_NEEDED: '这一步须写理由。',
  SAME_INCIDENT: '事件不能并入自己，请另选事件。',
};

const law = {
  CODE_UNKNOWN: '现行条款中没有这个行为代码，请从列表中选。',
  ELEMENT_UNKNOWN: '这一项没有所填的要件，请从该项的要件中选。',
  FINDINGS_UNDECIDED: '请先逐项认定或否定系统提示的行为。',
  FINDING_DECIDED: '这一行为已经认定、否定或改认。',
  FINDING_EXISTS: '本事件已有这一行为，不必重复添加。',
  FINDING_MISSING: '没有这一行为认定。',
  FINDING_NOT_CONFIRMED: '这一行为还没有认定，或已经否定、改认；只有已认定的可以这样做。',
  FRAMES_INVALID: '随系统的语句规则文件不合格式；请告知系统管理员。',
  LAW_TABLE_INVALID:
    '法律数据文件有误：须是不超过 4 MiB 的 JSON，格式完整，所引代码、措施和来源都在且不重复。',
  LAW_VERSION_EXISTS: '这个版本号已经载入；内容有改动的，请用新的版本号。',
  LAW_VERSION_MISSING: '没有载入过这一版法律数据。',
  LISTED_ACT_FITS: '兜底条款只用于所列各项都不合适的行为；请写明是哪种其他行为。',
  LISTED_ACT_UNDECIDED: '请先认定或否定所列各项，再认定兜底条款。',
  MEASURE_MISSING: '没有记录过这项措施。',
  MEASURE_NEEDS_COMMANDER: '这项措施在此须由现场法警指挥员确认，请写明指挥员。',
  MEASURE_NEEDS_DECISION: '这项措施须经院长批准并有决定书；请写明批准人和文号。',
  MEASURE_NEEDS_TWO: '这项措施须由规定人数的司法警察执行；请写明每一名执行人。',
  MEASURE_OF_OTHERS: '所任角色不能记录这项措施，请由有权的人员记录。',
  MEASURE_OVER_LIMIT: '金额或日数超过法律规定的上限；请核对决定书后改正。',
  MEASURE_UNKNOWN: '现行条款中没有这项措施，请从列表中选。',
  MEASURE_WITHOUT_GROUND:
    '在这个区域、就所认定或提示的行为，这项措施没有依据；请先认定相应行为，或另选措施。',
  SAME_CODE: '改认的与原来的是同一项，请另选一项。',
  SUPPRESSORS_INVALID: '随系统的排除规则文件不合格式；请告知系统管理员。',
};

const evidence = {
  EVIDENCE_BYTES_MISSING: '这件证据的文件读不出；请立即告知系统管理员，不要改动磁盘。',
  EVIDENCE_DELETED: '这件证据保存期满，已经两人批准删除；散列与理由留存。',
  EVIDENCE_HELD: '这件证据已锁定，不得删除。',
  EVIDENCE_NOT_DUE: '这件证据还没有到期，不能申请删除。',
  EVIDENCE_QUARANTINED: '收到的内容与申报的不一致，已隔离待查，不能据以制作副本。',
  EVIDENCE_UNKNOWN: '没有这件证据，或无权查看。',
  REDACTION_EMPTY: '所填的秒段或区域没有盖住任何内容；请核对数值。',
  REDACTION_FORMAT: '只能遮盖 JPEG、PNG 图片和未压缩的 WAV 录音；请先转换副本再制作。',
  REDACTION_WHAT: '录音请填静音的秒段，图片请填遮盖的区域。',
};

const recordings = {
  CLIP_UNKNOWN: '没有这段录音，或无权查看。',
  INTERFERENCE_RELEASED: '已有人解封。',
  MARK_OUTSIDE: '标记不在这段录音的时间内，请重选起止。',
  NOTHING_SEALED: '这条记录没有封存录音，无可解封。',
  RECORD_MISSING: '专册里没有这条记录。',
  TAG_SEALED: '干预、过问不加标记，请在专册登记。',
};

const packets = {
  FORM_CHARACTER_MISSING: '表格里有字体印不出的字；请把该字改用通用写法后再试。',
  FORM_TEMPLATE_BROKEN: '表格模板有误，印不出来；请告知系统管理员。',
  FORM_UNKNOWN: '没有这种表格。',
  PACKET_BUILD_STOPPED: '移送包没有制成，制作中途停止；请重新申请，仍不行请告知系统管理员。',
  PACKET_INPUT_INVALID: '移送包的内容不完整或不合要求；请补正事件和移送函后重新申请。',
  PACKET_ITEM_CHANGED: '有证据文件与收到时不一致，移送包没有制成；请立即告知系统管理员和督察。',
  PACKET_MISSING: '没有这个移送包。',
  PACKET_NOT_ENCRYPTED: '没有设置公安的证书，没有加密件；请下载未加密的，或由系统管理员设置证书。',
  PACKET_NOT_SEALED: '移送包尚未封存，封存后才能下载和核对。',
  PACKET_STEP_TAKEN: '移送包已走过这一步，请看现在的状态。',
  STATION_KEY_UNKNOWN: '公安证书的密钥种类不能用来加密；须换用 RSA 或 P-256 密钥的证书。',
};

const liaison = {
  DELIVERY_NOT_DEAD: '只有停止投递的消息可以重新投递。',
  INCIDENT_ACCEPTED: '公安已接收这个事件。',
  INCIDENT_SHARED: '这个事件已经共享给公安。',
  LIAISON_OVER: '共享已撤回，不能再往来；确有需要的，请重新共享。',
  LIAISON_STEP_TAKEN: '公安的办理已走到别的一步，请看现在的状态。',
  NOT_SHARED: '这个事件没有共享给公安；请先共享。',
  NO_STATION: '这个账号不属于任何派出所；请系统管理员在“人员”里改正。',
};

export const incidentErrors = {
  ...incidents,
  ...law,
  ...evidence,
  ...recordings,
  ...packets,
  ...liaison,
};
