/** A one-time link for a new person: shown once, good for a week, with the roles chosen here. */
import { useState } from 'react';

import { ProblemLine } from '../parts/answer.js';
import { Stamp } from '../parts/times.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import { RightsFields, type ChosenRights } from './rights-fields.js';

interface Invited {
  readonly token: string;
  readonly until: string;
}

const nothing: ChosenRights = { roles: [], station: '' };

export const InvitePart = () => {
  const say = useSay();
  const [rights, setRights] = useState(nothing);
  const [invited, setInvited] = useState<Invited>();
  const [asked, setAsked] = useState<ChosenRights['roles']>([]);
  const [isCopied, setCopied] = useState(false);
  const sending = useSending<Invited>((answer) => {
    setInvited(answer);
    setRights(nothing);
    setCopied(false);
  });
  const link = invited === undefined ? '' : `${window.location.origin}/#/welcome/${invited.token}`;
  return (
    <section className="stack" aria-labelledby="invite">
      <h2 id="invite">{say('people.invite')}</h2>
      <form
        className="stack"
        data-testid="invite-form"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(rights.roles);
          sending.send('/invitations', {
            roles: rights.roles,
            ...(rights.roles.includes('police') ? { station: rights.station } : {}),
          });
        }}
      >
        <div className="field">
          {say('account.roles')}
          <RightsFields rights={rights} onChange={setRights} />
        </div>
        <button
          type="submit"
          className="button main"
          disabled={rights.roles.length === 0 || sending.isBusy}
          title={rights.roles.length === 0 ? say('people.needs-role') : undefined}
          data-testid="invite"
        >
          {say('people.make-link')}
        </button>
      </form>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      {invited === undefined ? null : (
        <div className="secret-link stack" aria-live="polite">
          <p>
            {say('people.link-roles', {
              roles: asked.map((role) => sayOf(say, 'role', role)).join(say('text.comma')),
            })}
          </p>
          <p>
            {say('people.link-once')}
            {say('people.link-until')} <Stamp at={invited.until} />
          </p>
          <code data-testid="invite-link">{link}</code>
          <button
            type="button"
            className="button plain small"
            onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
          >
            {say(isCopied ? 'people.copied' : 'people.copy')}
          </button>
        </div>
      )}
    </section>
  );
};
