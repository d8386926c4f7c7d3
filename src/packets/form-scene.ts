/** F5 物品清单, F6 现场处置情况说明, F7 询问笔录, F8 封存记录, F12 约谈记录: what people did and write down themselves. */
import type { FormDraft, FormInput } from './form-draft.js';
import { signatures } from './form-letter.js';
import { known, minute, together, zoneNames, type Fields } from './form-words.js';

/** At least one row to write in. */
const rowsOr = (rows: readonly Fields[], empty: Fields): Fields[] => (rows.length > 0 ? [...rows] : [empty]);

const thing = (given: object): Fields => ({
  ...known(given, ['name', 'count', 'model', 'features', 'foundAt', 'foundBy', 'holder', 'witness']),
  ...known(given, ['photo', 'seal', 'cabinet', 'destination', 'receiver', 'remark']),
});

/** A court may take into custody; 收缴 is the Measures' word, used only when it goes to the police the same day. */
export const objectList = (input: FormInput): FormDraft => ({
  name: 'f5-object-list',
  title: '物品收缴、暂扣、代管清单',
  fields: { rows: rowsOr((input.letter.objects ?? []).map(thing), thing({})), ...signatures(input.letter) },
  needs: [[input.letter.objects?.[0], '物品', 'any thing']],
});

const responses = [
  ['raisedAt', '报警'],
  ['acknowledgedAt', '确认'],
  ['respondedAt', '出警'],
  ['arrivedAt', '到场'],
  ['controlledAt', '控制'],
] as const;

/** (到案经过): the times are the ledger's, the words are people's. */
export function sceneAccount(input: FormInput): FormDraft {
  const { incident, letter } = input;
  const told = letter.scene ?? {};
  const times = incident.times ?? {};
  return {
    name: 'f6-scene-account',
    title: '现场处置情况说明',
    fields: {
      place: `${zoneNames[incident.zone]}（${incident.zone}）　${letter.place ?? incident.place}`,
      times: responses.map(([key, label]) => ({ label, at: instantOf(times[key]) })),
      handedOverAt: instantOf(told.handedOverAt),
      measures: input.measures.map((measure) => ({
        at: instantOf(measure.at),
        text: together(measure.measure, measure.text),
        orderedBy: measure.orderedBy ?? null,
        by: measure.executedBy?.join('、') ?? null,
      })),
      recorders: input.items.flatMap((item) => (item.device === null ? [] : [item.device.id])),
      ...known(told, ['account', 'words', 'force', 'officerInjuries', 'otherInjuries']),
      ...signatures(letter),
    },
    needs: [
      [told.account, '处置经过', 'how it went'],
      [told.words, '使用的口头警告', 'the words that were used'],
      [told.force, '武力与警械使用', 'force and police equipment'],
      [told.officerInjuries ?? told.otherInjuries, '伤情', 'injuries'],
    ],
  };
}

const instantOf = (at: string | undefined): string | null => (at === undefined ? null : minute(at));

const interviewOf = (interview: NonNullable<FormInput['letter']['interviews']>[number]): Fields => ({
  startedAt: instantOf(interview.startedAt),
  endedAt: instantOf(interview.endedAt),
  ...known(interview, ['person', 'role', 'document', 'place', 'recorder', 'guardian', 'told', 'text']),
  askers: [interview.askers?.[0] ?? null, interview.askers?.[1] ?? null],
});

/** Only where the 2020 Rules 3 and 4 let judicial police ask; who decides that is a person. */
export const interviews = (input: FormInput): FormDraft => ({
  name: 'f7-interview-record',
  title: '询问笔录',
  fields: { interviews: rowsOr((input.letter.interviews ?? []).map(interviewOf), interviewOf({})) },
  needs: [[input.letter.interviews?.[0], '询问', 'an interview']],
});

const seal = (given: object): Fields => ({
  ...known(given, ['object', 'seal', 'before', 'after', 'method', 'sealedAt', 'by', 'witness', 'opened']),
});

export const sealRecord = (input: FormInput): FormDraft => ({
  name: 'f8-seal-record',
  title: '封存记录',
  fields: { rows: rowsOr((input.letter.seals ?? []).map(seal), seal({})) },
  needs: [[input.letter.seals?.[0], '封存', 'a sealing']],
});

/** The court's own, with no power to make anybody come: never in a packet, printed to be written on. */
export const talkRecord = (input: FormInput): FormDraft => ({
  name: 'f12-talk-record',
  title: '约谈记录',
  fields: { incident: input.incident.id, openedAt: minute(input.incident.openedAt) },
  needs: [],
});
