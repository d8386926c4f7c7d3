/** What each route answers when it succeeds: the named shapes of the document. Pure. */
import { z } from 'zod';
import { permissions, roles } from '../access/permission.js';
import { placeSchema, spotSchema } from '../places/place.js';
import { lifeSteps } from '../incidents/life.js';
import * as incidents from './openapi-incidents.js';
import { administrationAnswers, ledgerStanding } from './openapi-administration.js';
import { benchAnswers } from './openapi-benches.js';
import { dutyAnswers } from './openapi-duty.js';
import { guardroomAnswers } from './openapi-guardroom-answers.js';
import * as guardroom from './openapi-guardroom-items.js';
import * as items from './openapi-items.js';
import * as law from './openapi-law.js';
import * as liaison from './openapi-liaison.js';
import * as recordings from './openapi-recordings.js';
import * as screening from './openapi-screening.js';

const { id, instant, hex64 } = items;

/** Schemas with the names under which the document keeps them. */
const named = z.registry<{ readonly id: string }>();
const name = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => {
  named.add(schema, { id });
  return schema;
};
const list = <Item extends z.ZodType>(id: string, item: Item): z.ZodType =>
  name(`${id}List`, z.object({ items: z.array(item), next: z.string().nullable() }));

name('Actor', items.actor);
name('Word', items.word);
name('Step', items.step);
name('Candidate', incidents.candidate);
const fact = name('Fact', items.fact);
const timeline = z.array(fact);
const alarm = name('Alarm', items.alarm);
const trouble = name('Trouble', items.trouble);
const finding = name('Finding', incidents.finding);
const measure = name('Measure', incidents.measure);
const incident = name('Incident', incidents.incident);
const involved = name('Involved', incidents.involved);
const evidence = name('Evidence', items.evidence);
const packet = name('Packet', items.packet);
const device = name('Device', items.device);
const certificate = name('Certificate', items.certificate);
const place = name('Place', placeSchema);
const spot = name('Spot', spotSchema);
const duty = name('Duty', items.duty);
const policy = name('Policy', guardroom.policy);
const filed = name('Filed', z.object({ id }));
const mark = name('Mark', recordings.mark);
const slip = name('Slip', screening.slip);
const watch = name('Watch', screening.watch);
const shelf = name('Shelf', guardroom.shelf);
const hearing = name('Hearing', guardroom.hearing);
const buttonTest = name('ButtonTest', guardroom.buttonTest);
const person = name('Person', items.person);

const session = name(
  'Session',
  z.object({
    person: z.object({
      id,
      username: z.string(),
      name: z.string(),
      roles: z.array(z.enum(roles)),
      permissions: z.array(z.enum(permissions)),
    }),
    court: z.object({ id, name: z.string(), timeZone: z.string() }),
    demo: z.boolean(),
  }),
);
const registered = name(
  'RegisteredPerson',
  items.person.extend({ username: z.string(), disabled: z.boolean(), station: items.may(z.string()) }),
);
const invitation = name('Invitation', z.object({ token: z.string(), until: instant }));
const accepted = name('AcceptedInvitation', z.object({ id }));
const alarmFile = name('AlarmFile', items.alarm.extend({ timeline }));
/** whom it was shared with gets the incident alone */
const incidentFile = name(
  'IncidentFile',
  incidents.incident.extend({
    timeline: items.may(timeline),
    alarmItems: items.may(z.array(alarm)),
    measuresOffered: items.may(z.array(incidents.offered)),
    steps: items.may(z.array(z.enum(lifeSteps))),
  }),
);
const enrolled = name('EnrolledDevice', items.device.extend({ secret: z.string() }));
name('LawCode', law.code);
name('LawMeasure', law.measure);
const lawCodes = name('LawCodes', law.codes);
const lawVersion = name('LawVersion', law.version);
const words = z.array(z.string());
const proof = name(
  'Proof',
  z.union([
    z.object({ from: z.int(), to: z.int(), hashes: words }),
    z.object({ entry: z.int(), size: z.int(), index: z.int(), leaf: hex64, hashes: words }),
  ]),
);

const approval = name('Approval', items.approval);
const approvals = list('Approval', approval);
const asked = name('Asked', z.object({ id }));
const step = {
  'POST /api/alarms/:id/acknowledge': alarm,
  'POST /api/alarms/:id/respond': alarm,
  'POST /api/alarms/:id/arrive': alarm,
  'POST /api/alarms/:id/control': alarm,
  'POST /api/alarms/:id/close': alarm,
  'POST /api/alarms/:id/officer': alarm,
};

export const answers: Readonly<Record<string, z.ZodType>> = {
  'POST /api/session': session,
  'GET /api/session': session,
  'POST /api/session/lost': name('EndedSignIns', z.object({ ended: z.int() })),
  'GET /api/people': list('Person', person),
  'PATCH /api/people/:id': registered,
  'GET /api/people/register': list('RegisteredPerson', registered),
  'POST /api/invitations': invitation,
  'POST /api/invitations/:token': accepted,
  'GET /api/alarms': list('Alarm', alarm),
  'GET /api/alarms/:id': alarmFile,
  'POST /api/alarms': alarm,
  'GET /api/presses': list('Press', name('Press', items.press)),
  ...step,
  'GET /api/alarms/:id/context': name('RoomContext', guardroom.roomContext),
  'GET /api/troubles': list('Trouble', trouble),
  'GET /api/incidents': list('Incident', incident),
  'GET /api/incidents/:id': incidentFile,
  'POST /api/incidents': incident,
  'POST /api/incidents/:id/words': incident,
  'POST /api/incidents/:id/findings': finding,
  'POST /api/findings/:id/confirm': finding,
  'POST /api/findings/:id/reject': finding,
  'POST /api/findings/:id/complete': finding,
  'POST /api/findings/:id/reclassify': finding,
  'POST /api/incidents/:id/measures': measure,
  'POST /api/measures/:id/complete': measure,
  'GET /api/incidents/:id/involved': list('Involved', involved),
  'POST /api/incidents/:id/involved': involved,
  'GET /api/incidents/:id/related': list('Related', name('Related', incidents.related)),
  'POST /api/involved/:id/open': name('Identity', incidents.identity),
  'POST /api/involved/search': list('FoundInvolved', name('FoundInvolved', incidents.found)),
  'POST /api/incidents/:id/step': incident,
  'POST /api/incidents/:id/merge': incident,
  'POST /api/incidents/:id/part': incident,
  'GET /api/evidence': list('Evidence', evidence),
  'POST /api/evidence/:id/hold': evidence,
  'GET /api/evidence/:id': name('EvidenceFile', items.evidence.extend({ chain: timeline })),
  'POST /api/evidence/:id/redactions': evidence,
  'GET /api/retention': list('Evidence', evidence),
  'GET /api/retention/deletions': approvals,
  'POST /api/retention/deletions': name(
    'AskedDeletions',
    z.object({ items: z.array(z.object({ id, evidence: id })) }),
  ),
  'GET /api/recordings': list('Recording', name('Recording', items.recording)),
  'GET /api/recordings/recorders': list('Recorder', name('Recorder', recordings.recorder)),
  'POST /api/recordings/ask': name('AskedRecorders', z.object({ devices: z.array(id) })),
  'GET /api/recordings/:id/marks': list('Mark', mark),
  'POST /api/recordings/:id/marks': mark,
  'POST /api/interference': filed,
  'POST /api/interference/:id/release': name('Release', recordings.release),
  'GET /api/interference': list('Interference', name('Interference', recordings.interference)),
  'POST /api/incidents/:id/packets': packet,
  'POST /api/packets/:id/approve': packet,
  'POST /api/packets/:id/refuse': packet,
  'GET /api/packets': list('Packet', packet),
  'GET /api/packets/:id': packet,
  'GET /api/packets/:id/forms': list('PacketForm', name('PacketForm', items.form)),
  'GET /api/screening': list('Lane', name('Lane', screening.lane)),
  'GET /api/screening/flow': name('Flow', screening.flow),
  'POST /api/screening/:id/decisions': name('Decided', z.object({ slip: items.may(slip) })),
  'GET /api/screening/slips': list('Slip', slip),
  'PUT /api/screening/slips/:id/photo': slip,
  'POST /api/screening/slips/:id/return': slip,
  'POST /api/screening/slips/:id/hand-over': slip,
  'GET /api/screening/watches': list('Watch', watch),
  'POST /api/screening/watches': watch,
  'POST /api/screening/watches/match': list('Match', name('Match', screening.match)),
  'POST /api/screening/watches/:id/approve': watch,
  'POST /api/screening/watches/:id/end': watch,
  'GET /api/devices': list('DeviceReport', name('DeviceReport', items.deviceReport)),
  'GET /api/rooms-without-alarm': list('UnguardedRoom', name('UnguardedRoom', items.unguardedRoom)),
  'POST /api/devices': enrolled,
  'GET /api/enrolment': name(
    'Enrolling',
    z.object({ court: id, url: z.string(), ca: items.may(z.string()) }),
  ),
  'GET /api/devices/:id/credentials': name(
    'Credentials',
    z.object({ certificates: z.array(certificate), oldSecretUntil: items.may(instant) }),
  ),
  'POST /api/devices/:id/secret': name('NewSecret', z.object({ id, secret: z.string(), oldUntil: instant })),
  'POST /api/devices/:id/certificates': name(
    'NewCertificate',
    z.object({ cert: z.string(), key: z.string(), ca: z.string(), serial: z.string(), until: instant }),
  ),
  'POST /api/devices/:id/certificates/:serial/revoke': certificate,
  'POST /api/devices/:id/disable': device,
  'POST /api/devices/:id/enable': device,
  'POST /api/alarms/:id/real': alarm,
  'GET /api/devices/:id/tests': list('ButtonTest', buttonTest),
  'POST /api/devices/:id/tests': buttonTest,
  'POST /api/tests/:id/stop': buttonTest,
  'GET /api/places': list('Place', place),
  'POST /api/places': place,
  'GET /api/policies': list('Policy', policy),
  'POST /api/policies': policy,
  'PUT /api/policies/:id': policy,
  ...guardroomAnswers(name, list),
  ...benchAnswers(name, list),
  'GET /api/shelves': list('Shelf', shelf),
  'POST /api/shelves': shelf,
  'POST /api/shelves/:id/approve': shelf,
  'PATCH /api/places/:id': place,
  'PUT /api/places/plan.svg': name('Drawing', z.object({ sha256: hex64, removed: words })),
  'GET /api/places/spots': list('Spot', spot),
  'PUT /api/places/spots/:device': spot,
  'GET /api/hearings': list('Hearing', hearing),
  'POST /api/hearings': hearing,
  'POST /api/hearings/import': name(
    'ImportResult',
    z.object({ added: z.int(), changed: z.int(), cancelled: z.int(), unchanged: z.int() }),
  ),
  'PATCH /api/hearings/:id': hearing,
  'GET /api/duty': list('Duty', duty),
  'POST /api/duty': duty,
  'GET /api/law/codes': lawCodes,
  'GET /api/law/versions/:version': lawCodes,
  'GET /api/law/versions': list('LawVersion', lawVersion),
  'GET /api/law/versions/:version/changes': list('LawChange', name('LawChange', law.change)),
  'POST /api/law/versions': lawVersion,
  'POST /api/law/classify': name('Classification', law.classification),
  'GET /api/ledger/proofs': proof,
  'GET /api/incidents/:id/liaison': name('Exchange', z.object({ ...liaison.exchange, facts: timeline })),
  'GET /api/liaison/deliveries': list('Delivery', name('Delivery', liaison.delivery)),
  'POST /api/ledger/cosignatures': name('Cosigned', z.object({ size: z.int(), witnesses: words })),
  'GET /api/ledger/standing': name('LedgerStanding', ledgerStanding),
  'GET /api/ledger/key-changes': name(
    'KeyChanges',
    z.object({
      items: z.array(approval),
      keys: z.array(z.object({ fingerprint: hex64, since: instant, until: items.may(instant) })),
      next: z.null(),
    }),
  ),
  'POST /api/ledger/key-changes': asked,
  'POST /api/ledger/key-changes/:id/approve': name('KeyInUse', z.object({ fingerprint: hex64 })),
  'GET /api/redactions': approvals,
  'POST /api/redactions': asked,
  ...Object.fromEntries(
    Object.entries({ ...administrationAnswers, ...dutyAnswers }).map(([route, [id, shape]]) => [
      route,
      named.has(shape) ? shape : name(id, shape),
    ]),
  ),
  'GET /healthz': name(
    'Alive',
    z.object({ status: z.literal('alive'), role: z.enum(['active', 'standby']) }),
  ),
  'GET /readyz': name('Ready', z.object({ status: z.literal('ready') })),
  'GET /api/openapi.json': name('Document', z.object({ openapi: z.string() })),
};

export const nameOf = (schema: z.ZodType): string | undefined => named.get(schema)?.id;

/** Every named shape as JSON Schema (2020-12), pointing at each other by `#/components/schemas/`. */
export function shapes(): Record<string, object> {
  const { schemas } = z.toJSONSchema(named, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _uri, ...schema }]) => [id, schema]),
  );
}
