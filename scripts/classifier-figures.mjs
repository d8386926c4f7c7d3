// Reads labelled reports and counts how well codes were found in them.
import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../src/law/reports/', import.meta.url);

export const readLines = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));

/** Reports of the repository with the acts they hold (acts.json names those of the given sets). */
export const readReports = (names) => {
  const actsFile = new URL('acts.json', folder);
  const acts = existsSync(actsFile) ? JSON.parse(readFileSync(actsFile, 'utf8')) : {};
  return names.flatMap((set) =>
    readLines(new URL(`${set}.jsonl`, folder)).map((report) => ({
      ...report,
      set,
      acts: report.acts ?? acts[report.id] ?? [],
    })),
  );
};

const ratio = (part, whole) => (whole === 0 ? 1 : part / whole);
const percent = (value) => `${(100 * value).toFixed(1)} %`;

const countCodes = (rows) => {
  const counts = new Map();
  const of = (code) => {
    if (!counts.has(code)) counts.set(code, { right: 0, wrong: 0, missed: 0 });
    return counts.get(code);
  };
  for (const { report, codes } of rows) {
    for (const code of codes) of(code)[report.expected.includes(code) ? 'right' : 'wrong'] += 1;
    for (const code of report.expected) if (!codes.includes(code)) of(code).missed += 1;
  }
  return counts;
};

const f1 = ({ right, wrong, missed }) => ratio(2 * right, 2 * right + wrong + missed);

/** rows: {report, codes}; the first code by the tie order is the proposed primary. */
export const figuresOf = (rows, tieOrder) => {
  const perCode = countCodes(rows);
  const total = { right: 0, wrong: 0, missed: 0 };
  for (const each of perCode.values()) for (const key of Object.keys(total)) total[key] += each[key];
  const primaryOf = (codes) => [...codes].sort((a, b) => tieOrder.indexOf(a) - tieOrder.indexOf(b))[0];
  const labelled = rows.filter(({ report }) => report.primary);
  const harmless = rows.filter(({ report }) => !report.primary);
  const primary = ratio(
    labelled.filter(({ report, codes }) => primaryOf(codes) === report.primary).length,
    labelled.length,
  );
  const disturbed = ratio(harmless.filter(({ codes }) => codes.length > 0).length, harmless.length || 1);
  const line = `${rows.length} reports, micro-F1 ${f1(total).toFixed(4)}, primary right ${percent(primary)}, harmless labelled ${percent(disturbed)}`;
  return { line, f1: f1(total), primary, disturbed, perCode, f1Of: f1 };
};
