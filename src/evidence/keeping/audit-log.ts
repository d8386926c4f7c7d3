/**
 * What the kernel refused the console's user among the evidence, as auditd writes it (deploy/courthouse-audit.rules): one
 * event is some lines of the same `msg=audit(SECONDS:SERIAL)`, the call first and each path that it named. Pure.
 */
import { toInstant, type Instant } from '../../kernel/clock.js';

/** As the rules call what they write. */
const key = 'key="courthouse-evidence"';

export interface RefusedCall {
  /** of the first one */
  readonly at: Instant;
  /** `unlink`, or `87` where auditd writes numbers only */
  readonly call: string;
  readonly path: string;
  readonly program: string;
  /** one round's alike are one line: who tries a million times writes no million entries */
  readonly times: number;
}

/** Different ones that one round tells; the machine's log has all. */
const mostTold = 100;
/** Characters of a path, which may be of an intruder's choosing. */
const longestPath = 300;

const heading = /^type=(\w+) msg=audit\((\d+)\.(\d{3}):(\d+)\):/;
/** auditd writes its own reading of the numbers behind this character */
const enriched = '\u001d';

interface Event {
  readonly at: Instant;
  /** the character of the log where it begins */
  readonly from: number;
  readonly lines: { readonly type: string; readonly text: string }[];
}

/**
 * @param log a part that begins with a line
 * @returns what it tells, and how many of its characters are done with: an event still being written is for the next time
 */
export function refusedIn(log: string): { readonly refused: RefusedCall[]; readonly read: number } {
  const whole = log.slice(0, log.lastIndexOf('\n') + 1);
  const events = [...eventsIn(whole).values()];
  const last = events.at(-1);
  const isOpen = last !== undefined && last.lines.every(({ type }) => type !== 'PROCTITLE' && type !== 'EOE');
  const told = (isOpen ? events.slice(0, -1) : events).flatMap(refusalOf);
  return { refused: counted(told).slice(0, mostTold), read: isOpen ? last.from : whole.length };
}

/** By their serial: lines of two that came at once may lie between each other. */
function eventsIn(log: string): Map<string, Event> {
  const events = new Map<string, Event>();
  let from = 0;
  for (const text of log.split('\n')) {
    const [, type, seconds, ms, serial] = heading.exec(text) ?? [];
    if (type !== undefined && serial !== undefined) {
      const event = events.get(serial) ?? { at: toInstant(Number(`${seconds}${ms}`)), from, lines: [] };
      event.lines.push({ type, text });
      events.set(serial, event);
    }
    from += text.length + 1;
  }
  return events;
}

function refusalOf({ at, lines }: Event): RefusedCall[] {
  const call = lines.find(({ type, text }) => type === 'SYSCALL' && text.includes(key))?.text;
  if (call === undefined || !call.includes(' success=no ')) return [];
  const paths = lines.filter(({ type, text }) => type === 'PATH' && !text.includes(' nametype=PARENT'));
  // The folder alone where what was to be made in it is not there.
  const named = paths.at(-1) ?? lines.findLast(({ type }) => type === 'PATH');
  const name = / SYSCALL=(\w+)/.exec(call.replace(enriched, ' '))?.[1];
  return [
    {
      at,
      call: name ?? field(call, 'syscall'),
      path: field(named?.text ?? '', 'name').slice(0, longestPath),
      program: field(call, 'exe').slice(0, longestPath),
      times: 1,
    },
  ];
}

/** A word, one between quotes, or the hexadecimal of one that auditd does not write as it is. */
function field(line: string, name: string): string {
  const [, quoted, hex, plain = '?'] =
    new RegExp(` ${name}=(?:"([^"]*)"|((?:[0-9A-F]{2}){4,})(?= |${enriched}|$)|([^ ${enriched}]+))`).exec(
      line,
    ) ?? [];
  return quoted ?? (hex === undefined ? plain : Buffer.from(hex, 'hex').toString('utf8'));
}

function counted(calls: readonly RefusedCall[]): RefusedCall[] {
  const alike = new Map<string, RefusedCall>();
  for (const call of calls) {
    const kind = JSON.stringify([call.call, call.path, call.program]);
    const first = alike.get(kind);
    alike.set(kind, first === undefined ? call : { ...first, times: first.times + 1 });
  }
  return [...alike.values()];
}
