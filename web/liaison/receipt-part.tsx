/** The receipt (回执) of the police for one packet: how many files came, what checking it gave, who took it. */
import { useState } from 'react';

import { receiptVerdicts } from '../../src/liaison/exchange.js';
import { ProblemLine } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

export const ReceiptPart = ({ packet }: { readonly packet: string }) => {
  const say = useSay();
  const [files, setFiles] = useState('');
  const [verdict, setVerdict] = useState<string>('unchecked');
  const [officer, setOfficer] = useState('');
  const [lacking, setLacking] = useState('');
  const [isGiven, setGiven] = useState(false);
  const sending = useSending(() => setGiven(true));
  const give = (): void =>
    sending.send(`/packets/${encodeURIComponent(packet)}/receipt`, {
      files: Number(files),
      verdict,
      officer,
      ...(lacking.trim() === '' ? {} : { lacking }),
    });
  if (isGiven) return <p data-testid="receipt-given">✓ {say('receipt.given')}</p>;
  return (
    <details className="receipt" data-testid="receipt">
      <summary>{say('receipt.title')}</summary>
      <div className="line">
        <input
          type="number"
          min={0}
          aria-label={say('receipt.files')}
          placeholder={say('receipt.files')}
          value={files}
          data-testid="receipt-files"
          onChange={(event) => setFiles(event.target.value)}
        />
        <select
          aria-label={say('receipt.verdict')}
          value={verdict}
          data-testid="receipt-verdict"
          onChange={(event) => setVerdict(event.target.value)}
        >
          {receiptVerdicts.map((one) => (
            <option key={one} value={one}>
              {say(`receipt.${one}`)}
            </option>
          ))}
        </select>
        <input
          aria-label={say('receipt.officer')}
          placeholder={say('receipt.officer')}
          value={officer}
          data-testid="receipt-officer"
          onChange={(event) => setOfficer(event.target.value)}
        />
        <input
          aria-label={say('receipt.lacking')}
          placeholder={say('receipt.lacking')}
          value={lacking}
          onChange={(event) => setLacking(event.target.value)}
        />
        <button
          type="button"
          className="button main"
          data-testid="receipt-give"
          disabled={files === '' || officer.trim() === '' || sending.isBusy}
          title={files === '' || officer.trim() === '' ? say('needs.receipt') : undefined}
          onClick={give}
        >
          {say('receipt.give')}
        </button>
      </div>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </details>
  );
};
