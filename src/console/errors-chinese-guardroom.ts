/** What is wrong and what to do, in Chinese: alarms, drills, posts, the lanes, devices, places, hearings. Pure. */
const alarms = {
  ALARM_IS_REAL: '这个报警已经转为真报警，请按真报警处置。',
  ALARM_MISSING: '没有这个报警，请回值班台核对。',
  ALARM_OVER: '这个报警已经关闭，不能再处置；如又发生，请另行报警。',
  ALARM_STEP_TAKEN: '这个报警已走到这一步或更后一步，请看现在的状态再处置。',
  OFFICER_STEP_TAKEN: '法警现在的状态不能走这一步，请看其最近一次报告。',
  PRESS_CONFLICT: '同一次报警的地点或按法前后不一致；请重新报警，紧急时直接打电话。',
  TROUBLE_MISSING: '没有这项未消除的故障，可能已经消除。',
  TROUBLE_STANDS: '这项故障在原因排除后自行消除，不能手工消除；请先排除原因。',
  SHELF_ENDED: '这次搁置或停用已经结束。',
  SHELF_MISSING: '没有这次搁置或停用。',
  SHELF_NEEDS_KIND: '请写明搁置该设备的哪一类：某种故障、强行开门或安检处置。',
  SHELF_NOT_ASKED: '这项申请已经同意或已经结束，无须再同意。',
  SHELF_OVER: '申请的期限已过；仍有需要请重新申请。',
  SHELF_TOO_LONG: '搁置最长八小时，停用最长七天；请改短期限。',
  PANIC_NEVER_SHELVED: '求助报警不得搁置；设备确须停用的，由两人同意后停用。',
  TEST_DURING_CALL: '这个按钮的呼叫还没有结束，现在按下会真的来人；结束后再测试。',
  TEST_MISSING: '没有这次测试。',
  TEST_ONLY_OF_BUTTONS: '只能测试在用的报警按钮；请先核对设备种类和是否启用。',
  TEST_OVER: '这次测试已经结束；需要时请重新开始。',
  TEST_RUNS: '这个按钮正在测试，请等测试结束或先结束它。',
};

const drills = {
  DRILL_BUTTON_ELSEWHERE: '计划中有按钮不在演练地点，或没有启用；请改选演练地点内在用的按钮。',
  DRILL_MISSING: '没有这次演练。',
  DRILL_NOT_HANDED_OVER:
    '演练事件不移送、不处罚、不共享给公安，也不制作移送包；如果是真的，请先按“这是真的”。',
  DRILL_NOT_ITS_TIME: '现在不在计划的演练时间内，请重新计划。',
  DRILL_NOT_MERGED: '演练事件单独成立，不与其他事件合并。',
  DRILL_PLAN_WRONG: '演练计划不对：结束须晚于开始且尚未到，最长一小时，每个按钮只列一次。',
  DRILL_RUNS: '另一次演练正在进行，请先结束它。',
  DRILL_STEP_REFUSED: '这次演练现在的状态不能走这一步，请看它是否已开始、已结束或已取消。',
};

const procedures = {
  MISS_MISSING: '没有这个待知悉的超时步骤，可能已有人知悉。',
  PROCEDURE_MISSING: '没有这套处置步骤。',
  SKIP_MISSING: '没有这个待知悉的跳过步骤，可能已有人知悉。',
  STEP_MISSING: '这里没有这一步，处置步骤可能已换；请重新打开后再做。',
  STEP_NOT_DUE: '请先做前一步。',
  STEP_TAKEN: '这一步已有人完成或跳过。',
};

const duty = {
  HANDOVER_ANSWERED: '这次交班已有答复或已收回。',
  HANDOVER_MISSING: '没有这次交班，或不由本人答复。',
  HANDOVER_OFFERED: '已经提出交班；要改交他人，请先收回。',
  HELD_BY_ANOTHER: '此事由另一名在岗人员负责，只有其本人或值班长可以转交。',
  MATTER_ENDED: '此事已经关闭，不能再转交。',
  NOT_ON_DUTY: '没有在岗；请先选择岗位签到。',
  OFFER_ANSWERED: '这次转交已有答复、已收回或已失效。',
  OFFER_MISSING: '没有这次转交，或不由本人答复。',
  OFFER_STANDS: '已请另一人接手，请等其答复，或先收回。',
  ON_DUTY: '已经在岗；要换岗位，请先离岗。',
  POLICY_HOLE: '按这个预案会有人呼叫不到，没有保存；请补上漏洞。',
  POLICY_MISSING: '没有这个升级呼叫预案。',
  POLICY_OVERLAP: '其中有房间已属于另一个升级呼叫预案；请去掉这些房间，或先改那个预案。',
  RECEIVER_UNFIT: '不能交给此人：交班须交给另一名应答报警的人员，转交须交给另一名在岗、尚未负责此事的人员。',
  ROLE_ANSWERS_NOTHING: '这个角色不应答报警；请另选应答报警的角色或人员。',
  TURN_CLASH: '此人那时已排在别处；请先撤下那一班，或换一人。',
  TURN_MISSING: '值班表上没有这一班，可能已撤下。',
  TURN_OVER: '这段时间已过，过去的排班不能改写。',
};

const screening = {
  LANE_NOT_IN_USE: '这条通道没有在用。',
  LANE_UNKNOWN: '没有这条安检通道，请核对通道编号。',
  NOT_ON_LANE: '此人不在这条通道上岗，请核对安检员。',
  ON_LANE: '此人已在这条通道上岗。',
  PICTURE_MISSING: '这张寄存单没有这张照片或签名。',
  PICTURE_TOO_LARGE: '照片超过 8 MiB，请缩小后重拍。',
  PICTURE_WRONG: '这不是 JPEG 或 PNG 图片，请重新拍照。',
  SLIP_ENDED: '这件物品已经领回或移交。',
  SLIP_MISSING: '没有这张寄存单，请核对单号。',
  WATCH_MISSING: '布控名单里没有这一条。',
  WATCH_STATE_WRONG: '这一条布控已经批准、撤销或到期，请看现在的状态。',
  WATCH_UNTIL_WRONG: '布控的截止日须在今天以后、一年以内；请改日期。',
};

const devices = {
  CERTIFICATE_ENDED: '这张证书已经吊销或过期，无须再吊销。',
  CERTIFICATE_UNKNOWN: '这台设备没有这张证书。',
  DEVICE_DISABLED: '设备已停用，不接收它的消息；请先重新启用。',
  DEVICE_EXISTS: '这个编号的设备已经登记；请另取编号，换硬件请用“更换硬件”。',
  DEVICE_UNKNOWN: '没有登记这台设备，请核对编号。',
  NO_RECORDER: '那里没有在用的录音录像设备；请另选地点，或先启用设备。',
  ODDITY_MISSING: '没有这条看不懂的消息。',
};

const places = {
  HEARING_INVALID: '庭审的时间或内容不对；请检查开始、结束时间和各栏后再存。',
  HEARING_MISSING: '没有这场庭审，可能已取消。',
  PLACE_EXISTS: '这个编号的地点已经有了，请另取编号。',
  PLACE_MISSING: '没有这个地点。',
  PLACE_UNKNOWN: '没有这个地点，请重新选择。',
  PLAN_NOT_SVG: '这不是能读懂的 SVG 图；请重新导出后再上传。',
  PLAN_TOO_DEEP: '底图的层次太多；请在制图软件中合并图层后再上传。',
  PLAN_TOO_LARGE: '底图太大；请简化图形后再上传。',
  TIMETABLE_EMPTY: '文件里没有庭审；请核对文件和表头。',
  TIMETABLE_FAULTY: '有的行读不懂，什么也没有改；请改好后整份再导入。',
  TIMETABLE_KIND: '只能导入 CSV 或 ICS 文件，请另选文件。',
  TIMETABLE_TOO_LARGE: '文件超过 4 MiB；请分段导出后再导入。',
};

export const guardroomErrors = {
  ...alarms,
  ...drills,
  ...procedures,
  ...duty,
  ...screening,
  ...devices,
  ...places,
};
