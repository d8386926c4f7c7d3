// Figures of the classifier on a labelled file: `node scripts/classify.mjs FILE.jsonl [--quiet]` (reads dist).
import { figuresOf, readLines } from './classifier-figures.mjs';

const { builtInLaw: law } = await import('../dist/src/law/code-table.js');
const { classify } = await import('../dist/src/law/classification.js');

const file = process.argv[2];
if (file === undefined) {
  console.error('用法 usage: node scripts/classify.mjs FILE.jsonl [--quiet]');
  process.exit(2);
}

const reports = readLines(file).map((report) => ({
  ...report,
  primary: report.primary ?? report.expected?.[0] ?? null,
  expected: report.expected ?? [],
}));
for (const { zone, text } of reports.slice(0, 50)) classify({ zone, text });
const from = performance.now();
const rows = reports.map((report) => {
  const result = classify({ zone: report.zone, text: report.text, signals: report.signals ?? [] });
  return {
    report,
    result,
    codes: result.candidates.filter(({ level }) => level !== 'low').map(({ code }) => code),
  };
});
const eachMs = (performance.now() - from) / Math.max(1, reports.length);

const figures = figuresOf(rows, law.tieOrder);
console.log(`${figures.line}, ${eachMs.toFixed(2)} ms a report\n`);
console.log('code  F1     right wrong missed');
for (const code of law.tieOrder) {
  const count = figures.perCode.get(code);
  if (!count) continue;
  const cells = [count.right, count.wrong, count.missed].map((cell) => String(cell).padStart(5));
  console.log(`${code.padEnd(5)} ${figures.f1Of(count).toFixed(3)} ${cells.join(' ')}`);
}

const same = (one, other) => one.length === other.length && one.every((code) => other.includes(code));
const explain = ({ code, level, because, missing }) =>
  [
    `    ${code} ${{ low: '低', middle: '中', high: '高' }[level]}`,
    ...because
      .slice(0, 4)
      .map(({ by, zh, words }) => `      ${by}: ${zh} ${words.length > 0 ? `〔${words.join('、')}〕` : ''}`),
    ...(missing.length > 0 ? [`      缺 missing: ${missing.map(({ zh }) => zh).join('、')}`] : []),
  ].join('\n');

if (!process.argv.includes('--quiet')) {
  const differing = rows.filter(({ report, codes }) => !same(report.expected, codes));
  console.log(`\n${differing.length} disagreements:`);
  for (const { report, codes, result } of differing) {
    console.log(`\n${report.id} (${report.zone}) ${report.text}`);
    console.log(`  expected ${report.expected.join(' ') || '-'}; found ${codes.join(' ') || '-'}`);
    for (const candidate of result.candidates.slice(0, 3)) console.log(explain(candidate));
    if (result.suppressors.length > 0)
      console.log(
        `    抑制 suppressors: ${result.suppressors.map(({ zh, words }) => `${zh}〔${words.join('、')}〕`).join(' ')}`,
      );
  }
}
