/** The one reader of the environment: every setting with its default, its check and its sentence side by side. */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ToldSetting } from './kernel/told-setting.js';

const port = z.coerce.number().int().min(1).max(65535);
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, 1 to 64 of them');
const zone = z.string().refine((value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
  } catch {
    return false;
  }
}, 'a time zone name such as Asia/Shanghai');

/** name in the environment → check; the sentence is what `docs/settings.md` prints */
export const settingsShape = z.object({
  COURT_ID: name
    .default('court')
    .describe("法院标识，出现在 MQTT 主题和台账中 / The court's id, part of MQTT topics and of the ledger"),
  COURT_NAME: z
    .string()
    .min(1)
    .default('人民法院')
    .describe("法院名称 / The court's name on pages and forms"),
  COURT_TIME_ZONE: zone
    .default('Asia/Shanghai')
    .describe('法院所在时区 / Time zone of all times that people read'),
  COURT_GUARD_TELEPHONE: z
    .string()
    .regex(/^\+?\d(?:[ -]?\d){2,19}$/, 'digits, with spaces or hyphens between them')
    .optional()
    .describe(
      '法警值班室电话；设则在画面中断、没有送到和公安联络页上写出 / Telephone of the guard room; where set, pages give it where they tell people to call',
    ),
  COURT_SCREENING_OPENS: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:00')
    .optional()
    .describe(
      '安检开放时刻；工作日过此时刻未自检的通道报故障 / When screening opens; on working days a lane not checked by then raises a trouble',
    ),
  COURT_TEST_EVERY_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(30)
    .describe(
      '每个报警按钮至少多少天做一次全程测试，过期报故障 / Each button is tested the whole way at least every so many days, otherwise a trouble is raised',
    ),
  COURT_BIND: z.string().default('0.0.0.0').describe('监听地址 / Address to listen on'),
  COURT_HTTP_PORT: port.default(3000).describe('网页与接口端口 / Port of pages and API'),
  COURT_TLS_CERT: z
    .string()
    .optional()
    .describe(
      '证书文件（PEM）；不设则首次启动自建本院 CA / Certificate file (PEM); otherwise a court CA is made at the first start',
    ),
  COURT_TLS_KEY: z.string().optional().describe('证书私钥文件（PEM） / Its private key file (PEM)'),
  COURT_MQTT_PORT: port
    .optional()
    .describe(
      '内置消息服务器的明文端口，仅在设置时开放（演示默认 1883） / Plain port of the embedded broker, open only where set (1883 in the demo)',
    ),
  COURT_MQTTS_PORT: port.default(8883).describe('内置消息服务器的加密端口 / TLS port of the embedded broker'),
  COURT_MQTT_URL: z
    .url({ protocol: /^mqtts?$/ })
    .optional()
    .describe('改用外部消息服务器，含用户名与密码 / An outside broker instead, with user and password'),
  COURT_HOME_ASSISTANT_URL: z
    .url({ protocol: /^mqtts?$/ })
    .optional()
    .describe(
      "法院已有的 Home Assistant 所用消息服务器；设则在其面板显示报警与故障（静默报警除外） / Broker of the court's Home Assistant; where set, its panel shows alarms and troubles (never silent alarms)",
    ),
  COURT_DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
      'sqlite:/path/to/file or postgres://user:password@host/database',
    )
    .optional()
    .describe(
      '数据库；默认为数据目录中的 SQLite 文件 / Database; a SQLite file in the data folder by default',
    ),
  COURT_STANDBY: z
    .enum(['0', '1'])
    .default('0')
    .describe(
      '法院已由另一控制台值守时：0 拒绝启动；1 待命，对方失效即接管（仅 PostgreSQL） / Where another console holds the court: 0 refuses to start; 1 stands by and takes over when that one fails (PostgreSQL only)',
    ),
  COURT_DATA_DIR: z.string().min(1).default('data').describe('数据目录 / Folder of all data'),
  COURT_KEEPER_DIR: z
    .string()
    .optional()
    .describe(
      '保管程序（root）的文件夹，证据文件在其中不可改、不可删；不设则没有 / Folder of the keeper (root), where evidence files can be neither changed nor deleted; none where not set',
    ),
  COURT_AUDIT_LOG: z
    .string()
    .optional()
    .describe(
      'auditd 的日志，保管程序据此把被拒绝的操作记入台账；不设则不读 / Log of auditd, from which the keeper tells the ledger what was refused; not read where not set',
    ),
  COURT_SIGNER_SOCKET: z
    .string()
    .optional()
    .describe(
      '由另一系统用户运行的签名进程的套接字；不设则由控制台自行启动 / Socket of a signer that runs as another user; otherwise the console starts its own',
    ),
  COURT_POLICE_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      '公安系统的接收地址（JSON 内含 CAP 1.2，HMAC-SHA256 签名） / Where a police system takes what is shared (JSON with CAP 1.2, signed by HMAC-SHA256)',
    ),
  COURT_POLICE_WEBHOOK_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('与其约定的签名密钥，至少 32 个字符 / The secret agreed with it, 32 characters or more'),
  COURT_FORMS_DIR: z
    .string()
    .optional()
    .describe(
      "本院自己的表格模板（.typ），同名者取代内置模板 / The court's own form templates (.typ); each takes the place of ours of that name",
    ),
  COURT_TSA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "时间戳服务（RFC 3161）；不设则为本地签名时间 / Time stamping authority (RFC 3161); otherwise times are the court's own",
    ),
  COURT_STATION_CERT: z
    .string()
    .optional()
    .describe(
      "公安证书文件（PEM，RSA 或 P-256）；设置后每个移送包另存一份加密给它的副本 / The police's certificate (PEM, RSA or P-256); each packet is then also kept encrypted to it",
    ),
  COURT_DEMO: z
    .enum(['0', '1'])
    .default('0')
    .describe('演示：明文、仅本机、公开口令 / The demo: plain, this machine only, public passwords'),
});

export interface Settings {
  readonly court: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly telephone: string | undefined;
  };
  readonly demo: boolean;
  readonly screeningOpens: string | undefined;
  readonly testEveryDays: number;
  readonly bind: string;
  readonly httpPort: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly mqttPort: number | undefined;
  readonly mqttsPort: number;
  readonly mqttUrl: string | undefined;
  readonly homeAssistantUrl: string | undefined;
  readonly databaseUrl: string;
  readonly standby?: boolean;
  readonly dataDir: string;
  readonly keeperDir?: string | undefined;
  readonly auditLog?: string | undefined;
  readonly signerSocket: string | undefined;
  readonly policeWebhook?: { readonly url: string; readonly secret: string } | undefined;
  readonly formsDir: string | undefined;
  readonly tsaUrl: string | undefined;
  readonly stationCert: string | undefined;
  readonly told: readonly ToldSetting[];
}

/** Injection token of the settings. */
export const SETTINGS = Symbol('settings');

export class SettingsError extends Error {
  /** @param wrong one line for each wrong setting */
  constructor(readonly wrong: readonly string[]) {
    super(`these settings are wrong, nothing was started:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  }
}

/** @throws SettingsError with all wrong settings at once */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([key, value]) => key.startsWith('COURT_') && value !== ''),
  );
  const read = settingsShape.safeParse(given);
  const wrong = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const unknown = Object.keys(given).filter(
    (key) => !(key in settingsShape.shape) && !key.startsWith('COURT_TEST_'),
  );
  for (const key of unknown) wrong.push(`${key}: there is no such setting`);
  if ((given['COURT_TLS_CERT'] === undefined) !== (given['COURT_TLS_KEY'] === undefined)) {
    wrong.push('COURT_TLS_CERT, COURT_TLS_KEY: give both or neither');
  }
  if (
    (given['COURT_POLICE_WEBHOOK_URL'] === undefined) !==
    (given['COURT_POLICE_WEBHOOK_SECRET'] === undefined)
  ) {
    wrong.push('COURT_POLICE_WEBHOOK_URL, COURT_POLICE_WEBHOOK_SECRET: give both or neither');
  }
  if (given['COURT_STANDBY'] === '1' && !/^postgres(ql)?:/.test(given['COURT_DATABASE_URL'] ?? '')) {
    wrong.push(
      'COURT_STANDBY: give COURT_DATABASE_URL=postgres://…; SQLite is a file of one machine, and no other can take it over',
    );
  }
  if (!read.success || wrong.length > 0) throw new SettingsError(wrong);
  return settingsOf(read.data, told(given, read.data));
}

/** `postgres://court:secret@host/court` is told as `postgres://host/court`. */
const withoutSecret = (value: string): string => value.replace(/\/\/[^/@]*@/, '//');

function told(
  given: Readonly<Record<string, string | undefined>>,
  read: z.infer<typeof settingsShape>,
): ToldSetting[] {
  return Object.entries(settingsShape.shape).map(([name, { description = '' }]) => {
    const [zh = '', ...en] = description.split(' / ');
    const value = read[name as keyof typeof read];
    const from = given[name] !== undefined ? 'environment' : value === undefined ? 'none' : 'default';
    return {
      name,
      zh,
      en: en.join(' / '),
      ...(value === undefined ? {} : { value: withoutSecret(String(value)) }),
      from,
    };
  });
}

function settingsOf(given: z.infer<typeof settingsShape>, toldSettings: readonly ToldSetting[]): Settings {
  const demo = given.COURT_DEMO === '1';
  const dataDir = resolve(given.COURT_DATA_DIR);
  const { COURT_TLS_CERT: cert, COURT_TLS_KEY: key } = given;
  const { COURT_POLICE_WEBHOOK_URL: url, COURT_POLICE_WEBHOOK_SECRET: secret } = given;
  return {
    court: {
      id: given.COURT_ID,
      name: given.COURT_NAME,
      timeZone: given.COURT_TIME_ZONE,
      telephone: given.COURT_GUARD_TELEPHONE,
    },
    demo,
    screeningOpens: given.COURT_SCREENING_OPENS,
    testEveryDays: given.COURT_TEST_EVERY_DAYS,
    bind: demo ? '127.0.0.1' : given.COURT_BIND,
    httpPort: given.COURT_HTTP_PORT,
    tls: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    mqttPort: given.COURT_MQTT_PORT ?? (demo ? 1883 : undefined),
    mqttsPort: given.COURT_MQTTS_PORT,
    mqttUrl: given.COURT_MQTT_URL,
    homeAssistantUrl: given.COURT_HOME_ASSISTANT_URL,
    databaseUrl: given.COURT_DATABASE_URL ?? `sqlite:${dataDir}/court.sqlite`,
    standby: given.COURT_STANDBY === '1',
    dataDir,
    keeperDir: given.COURT_KEEPER_DIR,
    auditLog: given.COURT_AUDIT_LOG,
    signerSocket: given.COURT_SIGNER_SOCKET,
    policeWebhook: url !== undefined && secret !== undefined ? { url, secret } : undefined,
    formsDir: given.COURT_FORMS_DIR,
    tsaUrl: given.COURT_TSA_URL,
    stationCert: given.COURT_STATION_CERT,
    told: toldSettings,
  };
}
