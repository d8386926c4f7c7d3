/** Makes a redacted copy: spans of sound in seconds, or regions of a picture in points, with the reason. */
import { useState } from 'react';

import { asProblem, tell, type Problem } from '../api.js';
import { useSay } from '../texts/texts.js';
import type { EvidenceEntry } from '../wire.js';
import { ProblemLine } from './answer.js';

const number = String.raw`\s*(\d+(?:\.\d+)?)\s*`;
const spanShape = new RegExp(`^${number}-${number}$`);
const regionShape = new RegExp(`^${[number, number, number, number].join('[,，]')}$`);

/** One a line or parted by semicolons; undefined where one of them is in no shape. */
const readAll = <Part,>(
  text: string,
  shape: RegExp,
  made: (numbers: readonly number[]) => Part,
): readonly Part[] | undefined => {
  const found = text
    .split(/[;；\n]/)
    .filter((part) => part.trim() !== '')
    .map((part) => shape.exec(part.trim())?.slice(1).map(Number));
  const good = found.filter((numbers) => numbers !== undefined);
  return good.length === 0 || good.length !== found.length ? undefined : good.map(made);
};

const coveringOf = (mime: string, where: string): object | undefined => {
  if (mime.startsWith('audio/')) {
    const spans = readAll(where, spanShape, ([from = 0, to = 0]) => ({
      fromMs: Math.round(from * 1000),
      toMs: Math.round(to * 1000),
    }));
    return spans === undefined ? undefined : { spans };
  }
  const regions = readAll(where, regionShape, ([x = 0, y = 0, width = 0, height = 0]) => ({
    ...{ x: Math.round(x), y: Math.round(y) },
    ...{ width: Math.round(width), height: Math.round(height) },
  }));
  return regions === undefined ? undefined : { regions };
};

export const canRedact = ({ mime, state }: EvidenceEntry): boolean =>
  state === 'stored' && ['audio/wav', 'audio/x-wav', 'image/png', 'image/jpeg'].includes(mime);

export const RedactPart = ({ item }: { readonly item: EvidenceEntry }) => {
  const say = useSay();
  const [where, setWhere] = useState('');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [isMaking, setMaking] = useState(false);
  const covering = coveringOf(item.mime, where);
  const isLacking = covering === undefined || why.trim() === '';
  const make = async (): Promise<void> => {
    setMaking(true);
    setProblem(undefined);
    try {
      await tell(`/evidence/${encodeURIComponent(item.id)}/redactions`, { ...covering, why });
      setWhere('');
      setWhy('');
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setMaking(false);
  };
  return (
    <details className="redact" data-testid="redact">
      <summary>{say('redact.title')}</summary>
      <label>
        {say(item.mime.startsWith('audio/') ? 'redact.spans' : 'redact.regions')}
        <input value={where} data-testid="redact-where" onChange={(event) => setWhere(event.target.value)} />
      </label>
      <label>
        {say('redact.why')}
        <input value={why} data-testid="redact-why" onChange={(event) => setWhy(event.target.value)} />
      </label>
      <button
        type="button"
        className="button plain"
        data-testid="redact-make"
        disabled={isMaking || isLacking}
        title={isLacking ? say('needs.redact') : undefined}
        onClick={() => void make()}
      >
        {say(isMaking ? 'redact.making' : 'redact.make')}
      </button>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </details>
  );
};
