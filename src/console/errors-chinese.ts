/** What is wrong and what to do, in Chinese: one sentence for each code of an error (docs/errors.md). Pure. */
import { guardroomErrors } from './errors-chinese-guardroom.js';
import { incidentErrors } from './errors-chinese-incidents.js';

const framework = {
  INVALID: '填写的内容不合要求，请检查各栏后再提交。',
  REFUSED: '没有这项权限。',
  NOT_THERE: '没有所要的内容，或无权查看。',
  METHOD_NOT_ALLOWED: '这里没有这种操作；请刷新页面后再试。',
  TOO_LARGE: '提交的内容太大，请减小后再试。',
  UNSUPPORTED_MEDIA_TYPE: '不接受这种格式，请换成页面写明的格式。',
  UNAVAILABLE: '暂时做不了，请稍后再试。',
  INTERNAL: '控制台内部出错，已记入日志；请稍后再试，仍不行请告知系统管理员。',
  NOT_LISTENING: '消息服务还没有启动，请稍候再试。',
  TOO_MANY_REQUESTS: '请求太多，请一分钟后再试。',
  WRITER_BEHIND: '待写入的记录积压，请稍候；一直不退请告知系统管理员。',
};

const access = {
  APPROVAL_ASKED: '已有人申请，正等第二人同意。',
  APPROVAL_DECIDED: '这项申请已有决定。',
  APPROVAL_MISSING: '没有这项申请。',
  CA_MISSING: '本机没有本院证书机构的密钥，签发不了证书；请系统管理员从备份恢复。',
  FOREIGN_ORIGIN: '这个请求来自别的网站，已拒绝；请从控制台自己的页面操作。',
  INVITATION_OVER: '链接已用过或已过期，请向系统管理员要一个新的。',
  KEY_READABLE: '密钥文件能被他人读取；请系统管理员改为只有属主可读。',
  KEY_UNFIT: '密钥与证书不配套；请系统管理员换成配套的一对。',
  NO_SESSION: '没有登录或登录已结束，请先登录；设备请用其名称和密钥。',
  OWN_RIGHTS: '不能改自己的权限，请由另一位系统管理员修改。',
  PASSWORD_WEAK: '密码不合要求：至少 15 个字符，其中至少 5 个各不相同，不用公开过的密码，不拿用户名凑数。',
  PERMISSION_LACKING: '所任角色没有这项权限；确有需要的，请系统管理员分配。',
  PERSON_UNKNOWN: '名册里没有这个人，请重新选择。',
  RIGHTS_INVALID: '角色不对：至少选一个角色；公安联络员须写明派出所，并且不兼任其他角色。',
  SECOND_PERSON_NEEDED: '申请人不能自己同意，须由另一人在自己的登录下同意。',
  SIGN_IN_BUSY: '同时登录的人太多，请稍候再试。',
  SIGN_IN_TOO_SOON: '密码错误次数太多，请稍候再登录。',
  USERNAME_INVALID: '用户名只用字母、数字、点、连字符和下划线。',
  USERNAME_TAKEN: '这个用户名已有人用，请另取一个。',
  WORD_MISSING: '那里没有文字，或已经遮蔽。',
  WRONG_PASSWORD: '用户名或密码不对，或账号已停用。',
};

const ledger = {
  COSIGNATURE_TOO_LARGE: '提交的内容太大，不是见证签名的检查点。',
  COSIGNATURE_WRONG: '见证签名与检查点不符；请见证方重新取检查点再签。',
  KEY_CHANGE_IN_FUTURE: '密钥只能自现在或过去的时间起吊销，请改时间。',
  KEY_FILE_LOST: '签名密钥的文件不见了；请系统管理员从备份恢复。',
  KEY_FILE_OPEN: '签名密钥的文件能被他人读取；请改为只有属主可读，并考虑它是否已被抄走。',
  LEDGER_BEGUN_ANEW: '见证方所见的部分已确认丢失，台账已换新名称；请见证方换用新公钥、新名称再见证。',
  LEDGER_FORKED: '这本台账与签名或见证方所见的不是同一本。不要导出证据；请立即告知系统管理员和督察。',
  LEDGER_KEY_MISSING: '本院没有这个指纹的密钥，或它当时没有启用；请核对指纹。',
  LEDGER_NEVER_LOST: '这是本院的第一本台账，没有换过名称。',
  LEDGER_NOT_CONTRADICTED: '没有人见过与此不同的台账，没有丢失可确认。',
  LEDGER_SHORTER: '台账比签名或见证方所见的短，可能恢复了旧备份。不要导出证据；请立即告知系统管理员和督察。',
  LEDGER_UNSIGNED: '台账还没有签过名；请稍候，仍没有请系统管理员检查签名程序。',
  NO_SUCH_ENTRY: '台账没有这个范围；条目号不得小于一，也不得超过所写的大小和台账现有条数。',
  NO_SUCH_TREES: '台账没有这个范围；起点不得小于一，终点不得小于起点，也不得超过现有条数。',
  PROOF_OF_WHAT: '请写明要证明什么：起点和终点，或条目号和大小。',
  SIGNER_AWAY: '签名程序没有应答；待签的先等着，报警照常。请系统管理员检查签名程序。',
  SIGNER_HIDES_A_LOSS: '签名程序签过更长的台账；须由两人确认丢失后才能继续。',
  SIGNER_NOT_A_CHECKPOINT: '签名程序只签本院台账的检查点，这一份不是。',
  SIGNER_NOT_A_MANIFEST: '送签的不是移送包的清单，没有签名。',
  SIGNER_NOT_A_PROOF: '送签的一致性证明格式不对，没有签名。',
  SIGNER_NOT_A_SEAL: '送签的不是移送包的封装，没有签名。',
  SIGNER_OF_ANOTHER_COURT: '这些签名密钥属于另一个法院；请系统管理员核对数据目录。',
  SIGNER_STATE_LOST: '签名程序的记录不见了；请放回原处，或把整个目录移走后以无人知道的新密钥重新开始。',
  STATE_CRYPTO_UNAVAILABLE: '本机不能用 SM2 签名，或首次启动时没有生成 SM2 密钥；请系统管理员检查密码程序。',
  WITNESS_LINE_WRONG: '见证方名单里有一行不是有效的公钥；请系统管理员改正。',
};

const storage = {
  COURT_TAKEN_OVER: '法院已由另一控制台接管；这一台没有再写入任何内容，已自行结束。',
  HASH_INVALID: '文件的散列写法不对：须是 64 位小写十六进制数。',
  NOT_DURABLE: '数据库的设置会丢失已写入的记录；请系统管理员改正后重新启动。',
  SECOND_CONSOLE: '另一个控制台正在使用同一份数据；请先停掉它，两个不得同写一个法院。',
  STANDING_BY: '法院由另一控制台值守，本机待命；请打开值班地址。',
  STORAGE_CLOSED: '控制台正在关闭，没有保存；请等它重新启动后再试。',
  STORAGE_UNAVAILABLE: '没有保存成：存储出错。请稍后再试，仍不行请告知系统管理员。',
};

const uploads = {
  DEVICE_SECRET_WRONG: '本院没有登记这台设备，或它的密钥不对；请核对接入信息，必要时更换密钥。',
  DISK_NEARLY_FULL: '控制台磁盘将满，暂停收文件；请留好原件，腾出空间后再传。',
  TUS_EXTENSION_UNKNOWN: '不支持这种上传方式，请换用随附的上传程序。',
  TUS_VERSION_WRONG: '上传程序的版本不合，请更新后再传。',
  UPLOAD_BUSY: '同一文件正在上传，请稍候再试。',
  UPLOAD_CHANGED: '文件在校验时有变动，请重新上传。',
  UPLOAD_GONE: '这次上传已不保留，请从头再传。',
  UPLOAD_INVALID: '上传的请求不合要求，请重新上传。',
  UPLOAD_METADATA_WRONG: '文件的说明信息不全或不对，请检查后重新上传。',
  UPLOAD_OFFSET_WRONG: '续传的位置不对，或已经传完；请查清进度后再续。',
  UPLOAD_TOO_LARGE: '文件超过上限，不能上传；请留好原件，告知系统管理员。',
  UPLOAD_UNAVAILABLE: '暂时收不了文件；请留好原件，稍后再传。',
  UPLOAD_UNKNOWN: '没有这次上传，或已放弃；请重新上传。',
};

/** code → sentence */
export const errorsChinese: Readonly<Record<string, string>> = {
  ...framework,
  ...access,
  ...ledger,
  ...storage,
  ...uploads,
  ...guardroomErrors,
  ...incidentErrors,
};
