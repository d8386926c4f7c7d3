import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';

interface Incident {
  readonly id: string;
  readonly source: string;
  readonly findings: readonly { readonly code: string; readonly status: string }[];
}

describe('the gate', () => {
  let house: Courthouse;
  let guard: Page;

  const incidents = async (): Promise<readonly Incident[]> => {
    const ask = await house.ask('guard');
    return ((await (await ask('api/incidents')).json()) as { items: Incident[] }).items;
  };

  beforeAll(async () => {
    house = await Courthouse.open();
    guard = await house.guard();
  }, 180_000);

  afterAll(() => house.close());

  it('keeps a deposited fruit knife as a deposit: no incident, no alarm', async () => {
    const gate = house.device(
      'gate',
      'gate-1',
      ['passages 31 1', 'detect knife 7', 'decide deposited 水果刀 张三,李四'],
      ['--once'],
    );
    await gate.says('receipt #3');
    await guard.locator('[data-testid="lane-tile"][data-lane="gate-1"]').getByText('31').first().waitFor();
    expect(await incidents()).toEqual([]);
    expect(await guard.getByTestId('alarm-row').count()).toBe(0);
    const ask = await house.ask('guard');
    const { items } = (await (await ask('api/screening')).json()) as {
      items: { id: string; passed: number; recent: { outcome?: string }[] }[];
    };
    expect(items.find((lane) => lane.id === 'gate-1')).toMatchObject({
      passed: 31,
      recent: expect.arrayContaining([expect.objectContaining({ outcome: 'deposited' })]),
    });
  }, 60_000);

  it('rings for a refused knife, opens an incident with B1 suggested, and shares it with the police', async () => {
    const gate = house.device(
      'gate',
      'gate-1',
      ['detect knife 7', 'decide refused 水果刀 张三,李四'],
      ['--once'],
    );
    await gate.says('receipt #2');
    await guard.locator('[data-testid="alarm-row"][data-level="high"]').waitFor();
    const [incident] = await incidents();
    expect(incident).toMatchObject({ source: 'screening', shared: { why: 'policy' } });
    expect(incident?.findings).toEqual([expect.objectContaining({ code: 'B1', status: 'candidate' })]);
  }, 60_000);

  it('lets the guard confirm B1 with its elements, by name, in the ledger', async () => {
    const [incident] = await incidents();
    await guard.goto(`${house.console.url}#/incidents/${incident?.id}`);
    await guard.getByTestId('finding-confirm').first().click();
    await guard.locator('[data-testid="finding-row"][data-code="B1"][data-status="confirmed"]').waitFor();
    expect((await incidents())[0]?.findings[0]).toMatchObject({ code: 'B1', status: 'confirmed' });
  }, 60_000);
});
