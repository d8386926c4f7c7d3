/** A sheet to telephone from when the link to the police is down: made of what this screen holds, printed by the browser. */
import type { IncidentItem } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';
import { useTimeZone } from '../court-time.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { dateTimeText } from '../times.js';

export const PhoneSheet = ({ incident }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const { court, person } = useSession();
  const codes = incident.findings.filter(({ status }) => status !== 'rejected');
  const lines: readonly (readonly [label: string, text: string])[] = [
    [say('sheet.we-are'), `${court.name} · ${person.name}`],
    [say('guard.telephone'), court.telephone ?? '—'],
    [say('sheet.where'), `${names.fullPlace(incident.place)} · ${say(`zone.${incident.zone}`)}`],
    [say('sheet.when'), dateTimeText(toMs(incident.openedAt), timeZone)],
    [
      say('sheet.what'),
      // What nobody confirmed is told as what it is.
      codes
        .map(({ code, status }) => `${code} ${names.code(code)} (${say(`finding.${status}`)})`)
        .join(say('text.comma')) || '—',
    ],
    [say('sheet.number'), incident.id],
  ];
  const blanks = ['sheet.called-at', 'sheet.answered-by', 'sheet.docket', 'sheet.they-said'] as const;
  return (
    <section className="phone-sheet" data-testid="phone-sheet">
      <button
        type="button"
        className="button plain small no-print"
        data-testid="phone-sheet-print"
        onClick={() => window.print()}
      >
        {say('sheet.print')}
      </button>
      <div className="print-only">
        <h2>{say('sheet.title')}</h2>
        <dl>
          {lines.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          {blanks.map((blank) => (
            <div key={blank}>
              <dt>{say(blank)}</dt>
              <dd className="blank" />
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
};
