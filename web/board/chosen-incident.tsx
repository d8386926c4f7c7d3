/** The incident that the chosen alarm belongs to: its link, its candidates of Article 11, its sharing. */
import { useState } from 'react';

import type { IncidentItem } from '../../src/console/board.js';
import { asProblem, tell, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { CandidateRow } from '../parts/candidate-row.js';
import { HeldButton } from '../parts/held-button.js';
import { Clock } from '../parts/times.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';

export const ShareLine = ({ incident }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  const mayShare = useMay('incident:share');
  const [problem, setProblem] = useState<Problem>();
  if (incident.drill !== undefined) return <p className="share-line quiet">{say('drill.not-handed-over')}</p>;
  if (incident.shared !== undefined) {
    return (
      <p className="share-line" data-testid="shared">
        {say(incident.shared.why === 'policy' ? 'share.by-policy' : 'share.by-person')}{' '}
        <Clock at={incident.shared.at} />
        {' · '}
        {incident.accepted === undefined ? (
          say('share.not-accepted')
        ) : (
          <>
            {say('share.accepted')} <Clock at={incident.accepted.at} />
          </>
        )}
      </p>
    );
  }
  if (!mayShare) return <p className="share-line quiet">{say('share.not-yet')}</p>;
  return (
    <div className="share-line" data-asked={incident.shareAskedAt !== undefined}>
      {incident.shareAskedAt === undefined ? null : (
        <p role="alert">
          <b>{say('share.asked')}</b>
        </p>
      )}
      <HeldButton
        tone={incident.shareAskedAt === undefined ? 'plain' : 'main'}
        data-testid="incident-share"
        onHeld={() => {
          tell(`/incidents/${encodeURIComponent(incident.id)}/share`).catch((thrown: unknown) =>
            setProblem(asProblem(thrown)),
          );
        }}
      >
        {say('share.do')}
      </HeldButton>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </div>
  );
};

export const ChosenIncident = ({ incident }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  const suggested = incident.candidates.filter((candidate) => candidate.level !== 'low');
  return (
    <section className="chosen-incident" aria-label={say('incident.of-alarm')}>
      <p>
        <a href={hrefOf('incidents', incident.id)} data-testid="incident-link">
          {say('incident.open')} →
        </a>
      </p>
      <ShareLine incident={incident} />
      <h3>{say('candidates.title')}</h3>
      {incident.candidates.length === 0 ? <p className="empty">{say('candidates.empty')}</p> : null}
      <ul className="candidates">
        {(suggested.length > 0 ? suggested : incident.candidates).slice(0, 4).map((candidate) => (
          <CandidateRow key={candidate.code} candidate={candidate} />
        ))}
      </ul>
    </section>
  );
};
