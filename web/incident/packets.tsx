/** The packets of one incident: what is missing before asking, asking, and how each one stands. */
import { Button, Input } from 'antd';
import { useState } from 'react';

import { missingIn } from '../../src/packets/packet-order.js';
import { Gaps } from '../packet/gaps.js';
import { PacketCard } from '../packet/packet-card.js';
import { ProblemLine } from '../parts/answer.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import type { IncidentDetail } from '../wire.js';

type Letter = Parameters<typeof missingIn>[1];

interface Draft {
  readonly cause: string;
  readonly facts: string;
  readonly handlers: readonly [string, string];
}

const emptyDraft: Draft = { cause: '', facts: '', handlers: ['', ''] };

/** What was left empty is not sent: the form prints a line to fill in by hand. */
const letterOf = ({ cause, facts, handlers }: Draft): Letter => {
  const named = handlers.map((name) => name.trim()).filter((name) => name !== '');
  return {
    ...(cause.trim() === '' ? {} : { cause: cause.trim() }),
    ...(facts.trim() === '' ? {} : { facts: facts.trim() }),
    ...(named.length === 0 ? {} : { handlers: named.map((name) => ({ name })) }),
  };
};

const LetterForm = ({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) => {
  const say = useSay();
  const [first, second] = draft.handlers;
  return (
    <div className="letter">
      <label>
        {say('letter.cause')}
        <Input
          value={draft.cause}
          maxLength={100}
          onChange={(event) => onDraft({ ...draft, cause: event.target.value })}
        />
      </label>
      <label>
        {say('letter.facts')}
        <Input.TextArea
          rows={4}
          value={draft.facts}
          maxLength={4000}
          data-testid="letter-facts"
          onChange={(event) => onDraft({ ...draft, facts: event.target.value })}
        />
      </label>
      <div className="letter-pair">
        <label>
          {say('letter.handler', { n: 1 })}
          <Input
            value={first}
            maxLength={40}
            onChange={(event) => onDraft({ ...draft, handlers: [event.target.value, second] })}
          />
        </label>
        <label>
          {say('letter.handler', { n: 2 })}
          <Input
            value={second}
            maxLength={40}
            onChange={(event) => onDraft({ ...draft, handlers: [first, event.target.value] })}
          />
        </label>
      </div>
    </div>
  );
};

const BeforeAsking = ({ missing }: { readonly missing: ReturnType<typeof missingIn> }) => {
  const say = useSay();
  if (missing.length === 0) return <p>{say('packet.nothing-missing')}</p>;
  return (
    <>
      <h4>{say('packet.missing', { n: missing.length })}</h4>
      <Gaps missing={missing} data-testid="packet-gaps" />
    </>
  );
};

const Ask = ({ incident, onChanged }: { incident: IncidentDetail; onChanged: () => void }) => {
  const say = useSay();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const sending = useSending(() => {
    setDraft(emptyDraft);
    onChanged();
  });
  const letter = letterOf(draft);
  const missing = missingIn(incident, letter);
  return (
    <>
      <h4>{say('packet.letter')}</h4>
      <LetterForm draft={draft} onDraft={setDraft} />
      <BeforeAsking missing={missing} />
      <Button
        type="primary"
        loading={sending.isBusy}
        data-testid="packet-ask"
        onClick={() => sending.send(`/incidents/${encodeURIComponent(incident.id)}/packets`, letter)}
      >
        {say('packet.ask')}
      </Button>
      <p className="quiet">{say('packet.ask-explain')}</p>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

export const Packets = ({ incident, onChanged }: { incident: IncidentDetail; onChanged: () => void }) => {
  const say = useSay();
  const mayAsk = useMay('packet:ask');
  const mayRead = useMay('packet:read');
  /** One at a time: what it lacks is said of it. */
  const isAsked = incident.packets.some(({ state }) => state === 'asked');
  return (
    <section className="part" aria-labelledby="packets">
      <h3 id="packets">{say('page.packets')}</h3>
      {incident.packets.length === 0 ? <p className="empty">{say('packet.none')}</p> : null}
      {mayRead ? (
        <ul className="packets">
          {incident.packets.map(({ id, state }) => (
            <PacketCard key={id} id={id} state={state} />
          ))}
        </ul>
      ) : null}
      {isAsked ? <p data-testid="packet-asked">{say('packet.asked-already')}</p> : null}
      {mayAsk && !isAsked ? <Ask incident={incident} onChanged={onChanged} /> : null}
      {mayAsk || isAsked ? null : <BeforeAsking missing={missingIn(incident, {})} />}
    </section>
  );
};
