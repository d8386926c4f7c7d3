import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { People } from '../../src/access/people.service.js';
import { emptyBoard } from '../../src/console/board.js';
import { foldAll } from '../../src/console/fold.js';
import { Duty } from '../../src/duty/duty.service.js';
import { theSystem } from '../../src/kernel/actor.js';
import { Places } from '../../src/places/places.service.js';
import { Writer } from '../../src/storage/writer.js';
import { enter, signIn, withCourt, type Court } from '../support/court.js';

async function seed(court: Court): Promise<void> {
  const writer = court.app.get(Writer);
  await writer.write((unit) => court.app.get(Places).seedDemo(unit));
  await court.app.get(People).seedDemo();
  await writer.write((unit) => court.app.get(Duty).seedDemo(unit));
}

const signed = (court: Court, cookie: string) => ({
  on: (post: string) => request(court.server).post('/api/duty').set('Cookie', cookie).send({ post }),
  off: () => request(court.server).delete('/api/duty').set('Cookie', cookie),
});

describe('duty', () => {
  it('of the demo is manned once, however often it is seeded, and folds to the same board', () =>
    withCourt(async (court) => {
      await seed(court);
      await seed(court);
      const duty = await court.app.get(Duty).current();
      expect(duty.map(({ role, post, name }) => [role, post, name.text])).toEqual([
        ['guard', 'guard-room', '值班法警 韩立'],
        ['chief', 'guard-room', '值班长 周岩'],
        ['officer', 'hall', '法警 孙强'],
        ['officer', 'screening', '法警 李敏'],
      ]);
      expect(foldAll(emptyBoard, await court.facts()).duty).toEqual(duty);
      expect((await court.app.get(Duty).answering('officer')).map((item) => item.post)).toEqual([
        'hall',
        'screening',
      ]);
    }));

  it('is signed on to once, on a post that there is, and off again', () =>
    withCourt(async (court) => {
      await court.app.get(Writer).write((unit) => court.app.get(Places).seedDemo(unit));
      const officer = signed(court, await enter(court, 'officer'));
      expect((await officer.on('the moon').expect(400)).body).toMatchObject({ code: 'PLACE_UNKNOWN' });
      const item = (await officer.on('hall').expect(201)).body as { since: string };
      expect(item).toMatchObject({ role: 'officer', post: 'hall', name: { text: '姓名 officer' } });
      expect((await officer.on('yard').expect(409)).body).toMatchObject({
        code: 'ON_DUTY',
        first: { at: item.since, post: 'hall' },
      });
      // How the screen sounds is noted to the shift; that it is deaf once, however often the screen says so.
      const cookie = await enter(court, 'guard');
      const sounds = (state: string, status: number) =>
        request(court.server).post('/api/duty/sound').set('Cookie', cookie).send({ state }).expect(status);
      await sounds('heard', 409);
      await signed(court, cookie).on('guard-room').expect(201);
      for (const state of ['heard', 'blocked', 'blocked']) await sounds(state, 204);
      const watching = (await court.app.get(Duty).current()).filter(({ role }) => role === 'guard');
      expect(watching.map(({ sound }) => sound?.state)).toEqual(['blocked']);
      const checked = (await court.facts()).filter(({ type }) => type === 'duty.sound-checked');
      expect(checked.map(({ data }) => data['state'])).toEqual(['heard', 'blocked']);
      expect(foldAll(emptyBoard, await court.facts()).duty).toEqual(await court.app.get(Duty).current());
      await signed(court, cookie).off().expect(204);
      await officer.off().expect(204);
      await officer.off().expect(409);
      expect(await court.app.get(Duty).current()).toEqual([]);
      expect(foldAll(emptyBoard, await court.facts()).duty).toEqual([]);
      await officer.on('yard').expect(201);
    }));

  it('is not for a judge to sign on to, nor for the police to read', () =>
    withCourt(async (court) => {
      await signed(court, await enter(court, 'judge'))
        .on('hall')
        .expect(403);
      const police = await enter(court, 'police');
      await request(court.server).get('/api/duty').set('Cookie', police).expect(403);
    }));

  it('ends for who is disabled or answers no more, in the same transaction', () =>
    withCourt(async (court) => {
      await seed(court);
      const people = court.app.get(People);
      const [guard, chief] = await court.app.get(Duty).current();
      await people.change(guard?.person ?? '', { disabled: true }, theSystem);
      await people.change(chief?.person ?? '', { roles: ['judge'] }, theSystem);
      expect((await court.app.get(Duty).current()).map((item) => item.role)).toEqual(['officer', 'officer']);
      const types = (await court.facts()).map((fact) => fact.type);
      expect(types[types.indexOf('person.changed') + 1]).toBe('duty.ended');
    }));
});

describe('places', () => {
  it('of the demo are the fifteen rooms and spots, known at once and after seeding again', () =>
    withCourt(async (court) => {
      const places = court.app.get(Places);
      await seed(court);
      await seed(court);
      expect(places.all()).toHaveLength(15);
      expect(places.of('court-3')).toMatchObject({ name: '3号法庭（一楼东）', zone: 'A', area: 'courtroom' });
      expect(['hall', 'perimeter', 'never entered'].map((id) => places.zoneOf(id))).toEqual(['B', 'C', 'B']);
      const cookie = await signIn(court, 'police', 'courthouse-demo');
      const list = await request(court.server).get('/api/places').set('Cookie', cookie).expect(200);
      expect((list.body as { items: object[] }).items).toHaveLength(15);
    }));

  it('stand on a plan that is a whole drawing and asks for nothing from outside', () =>
    withCourt(async (court) => {
      await seed(court);
      const cookie = await signIn(court, 'guard', 'courthouse-demo');
      const plan = await request(court.server)
        .get('/api/places/plan.svg')
        .set('Cookie', cookie)
        .buffer()
        .expect(200);
      const svg = String((plan.body as Buffer | undefined) ?? plan.text);
      expect(plan.headers['content-type']).toContain('image/svg+xml');
      expect(svg).toContain('3号法庭');
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|href/);
    }));

  it('are added by the administrator, who may name a room as he likes', () =>
    withCourt(async (court) => {
      const admin = await enter(court, 'admin');
      const place = { id: 'garage', name: '<b>车库', zone: 'B', area: 'parking', floor: -1, x: 500, y: 300 };
      const add = (cookie: string) =>
        request(court.server).post('/api/places').set('Cookie', cookie).send(place);
      await add(await enter(court, 'guard')).expect(403);
      await add(admin).expect(201);
      await add(admin).expect(409);
      expect(court.app.get(Places).of('garage')).toEqual(place);
      const plan = await request(court.server).get('/api/places/plan.svg').set('Cookie', admin).buffer();
      expect(String(plan.body)).not.toContain('<b>');
    }));
});
