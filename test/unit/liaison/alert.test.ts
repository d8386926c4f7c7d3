/** The CAP 1.2 text that a station's own system is given. */
import { describe, expect, it } from '@jest/globals';
import { capAlert, type Alert } from '../../../src/liaison/alert.js';

const alert: Alert = {
  id: 'demo-9',
  sender: 'courthouse/demo',
  sent: '2026-03-02T01:05:00.000Z',
  earlier: [],
  verb: 'alarm',
  isExercise: false,
  incident: 'i1',
  openedAt: '2026-03-02T01:00:00.000Z',
  place: '3号法庭 <东>',
  acts: [],
};
/** The names of the elements, in order: the schema of CAP 1.2 is a sequence. */
const names = (cap: string): string[] => [...cap.matchAll(/<([a-zA-Z]+)[ >]/g)].map(([, name]) => name ?? '');

describe('an alert in CAP 1.2', () => {
  it('has what the standard asks for, in its order, and no text that is markup', () => {
    const cap = capAlert(alert);
    const head = 'alert identifier sender sent status msgType scope addresses incidents info';
    const info = 'language category event urgency severity certainty onset headline area areaDesc';
    expect(names(cap)).toEqual(`${head} ${info}`.split(' '));
    expect(cap).toContain('<sent>2026-03-02T01:05:00-00:00</sent>');
    expect(cap).toContain('<areaDesc>3号法庭 &lt;东&gt;</areaDesc>');
  });

  it('names the place and the acts in its headline, the confirmed ones first and the others marked', () => {
    const headline = (acts: Alert['acts']): string =>
      /<headline>(.*)<\/headline>/.exec(capAlert({ ...alert, place: '3号法庭', acts }))?.[1] ?? '';
    expect(headline([])).toBe('3号法庭');
    expect(
      headline([
        { code: 'A2', status: 'candidate' },
        { code: 'B1', status: 'confirmed' },
        { code: 'A2', status: 'candidate' },
      ]),
    ).toBe('3号法庭 B1 A2（待认定）');
  });

  it('names the alerts that it updates or cancels', () => {
    const earlier = ['demo-7', 'demo-8'].map((id, at) => ({ id, sent: `2026-03-02T01:0${at}:00.123Z` }));
    const cap = capAlert({ ...alert, verb: 'cancel', earlier });
    expect(cap).toContain(
      '<references>courthouse/demo,demo-7,2026-03-02T01:00:00-00:00 courthouse/demo,demo-8,2026-03-02T01:01:00-00:00</references><incidents>',
    );
    expect(cap).toContain('<msgType>Cancel</msgType>');
  });
});
