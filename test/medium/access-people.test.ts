import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Grants } from '../../src/access/grants.service.js';
import { Invitations } from '../../src/access/invitations.service.js';
import { People } from '../../src/access/people.service.js';
import { Sessions } from '../../src/access/sessions.service.js';
import { laterBy, toInstant } from '../../src/kernel/clock.js';
import { Writer } from '../../src/storage/writer.js';
import { enter, openCourt, password, register, signIn, withCourt, type Court } from '../support/court.js';

const welcome = (court: Court, token: string, given: object = {}) =>
  request(court.server)
    .post(`/api/invitations/${token}`)
    .send({ username: 'first', name: '张三', password, ...given });

describe('the first administrator', () => {
  it('comes in by a link that works once, and gives links to others', () =>
    withCourt(
      async (court) => {
        const token = (await court.app.get(Invitations).firstInvitation()) ?? '';
        await welcome(court, token).expect(201);
        await welcome(court, token, { username: 'second' }).expect(404);
        expect(await court.app.get(Invitations).firstInvitation()).toBeUndefined();
        const admin = await signIn(court, 'first');
        const asked = (body: object) =>
          request(court.server).post('/api/invitations').set('Cookie', admin).send(body);
        const { token: forGuard } = (await asked({ roles: ['guard'] }).expect(201)).body as { token: string };
        await welcome(court, forGuard, { username: 'first' }).expect(409);
        await welcome(court, forGuard, { username: '李四' }).expect(201);
        const guard = await signIn(court, '李四');
        const people = await request(court.server).get('/api/people').set('Cookie', guard).expect(200);
        expect((people.body as { items: object[] }).items).toMatchObject([
          { roles: ['admin'] },
          { roles: ['guard'] },
        ]);
        const listed = await request(court.server)
          .get('/api/people/register')
          .set('Cookie', admin)
          .expect(200);
        expect((listed.body as { items: object[] }).items).toEqual([
          expect.objectContaining({ username: 'first', roles: ['admin'], disabled: false }),
          expect.objectContaining({ username: '李四', roles: ['guard'], disabled: false }),
        ]);
        expect(listed.text).not.toMatch(/password|argon/i);
        await request(court.server).get('/api/people/register').set('Cookie', guard).expect(403);
        await asked({ roles: ['police'] }).expect(400);
        await asked({ roles: ['police', 'guard'], station: 'station-1' }).expect(400);
      },
      { demo: false },
    ));

  it('may be made by one of two who press at the same moment', () =>
    withCourt(
      async (court) => {
        const token = (await court.app.get(Invitations).firstInvitation()) ?? '';
        const both = await Promise.all([
          welcome(court, token, { username: 'one' }),
          welcome(court, token, { username: 'two' }),
        ]);
        expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 404]);
        expect(await court.app.get(People).list()).toHaveLength(1);
      },
      { demo: false },
    ));

  it('needs a password of 15 characters that is not public, and a link that is not old', () =>
    withCourt(
      async (court) => {
        const token = (await court.app.get(Invitations).firstInvitation()) ?? '';
        for (const [given, weakness] of [
          ['fourteen chars', 'too-short'],
          ['courthouse-demo', 'published'],
          ['aaaaaaaaaaaaaaaaaaaa', 'repeats'],
          ['administrator1', 'too-short'],
          ['firstfirstfirst1', 'holds-username'],
        ])
          expect((await welcome(court, token, { password: given }).expect(400)).body).toMatchObject({
            code: 'PASSWORD_WEAK',
            weakness,
          });
        const later = (await court.app.get(Invitations).firstInvitation()) ?? '';
        await welcome(court, token).expect(404);
        court.clock.pass(7 * 24 * 3600_000);
        await welcome(court, later).expect(404);
        expect(await court.app.get(People).isEmpty()).toBe(true);
      },
      { demo: false },
    ));

  it('is not wanted in the demo', () =>
    withCourt(async (court) => expect(await court.app.get(Invitations).firstInvitation()).toBeUndefined()));
});

describe('people', () => {
  it('of the demo are the fourteen of the contract, each with a salt of his own, also on a kept database', () =>
    withCourt(async (court, url) => {
      const people = court.app.get(People);
      await people.seedDemo();
      const before = await people.list();
      expect(before).toHaveLength(14);
      const cookie = await signIn(court, 'police', 'courthouse-demo');
      expect(await court.app.get(Sessions).viewerOfCookie(cookie, '::1')).toMatchObject({
        station: 'station-1',
      });
      const facts = (await court.facts()).length;
      await people.seedDemo();
      expect((await court.facts()).length).toBe(facts);
      await court.close();
      const again = await openCourt(url);
      await again.app.get(People).seedDemo();
      expect(await again.app.get(People).list()).toEqual(before);
      await signIn(again, 'guard', 'courthouse-demo');
      await request(again.server).get('/api/session').set('Cookie', cookie).expect(200);
      Object.assign(court, again);
    }));

  it('are read by the house and not by the police', () =>
    withCourt(async (court) => {
      const guard = await enter(court, 'guard');
      const police = await enter(court, 'police');
      const answer = await request(court.server).get('/api/people').set('Cookie', guard).expect(200);
      expect(Object.keys((answer.body as { items: object[] }).items[0] ?? {}).toSorted()).toEqual([
        'id',
        'name',
        'roles',
      ]);
      await request(court.server).get('/api/people').set('Cookie', police).expect(403);
    }));

  it('lose a right at once, and a session when disabled; nobody changes his own', () =>
    withCourt(async (court) => {
      const admin = await enter(court, 'admin');
      const cookie = await enter(court, 'guard');
      const sessions = court.app.get(Sessions);
      const told: string[] = [];
      sessions.onEnded((_, why) => told.push(why));
      const id = (await sessions.viewerOfCookie(cookie, '::1'))?.person ?? '';
      const change = (of: string, body: object) =>
        request(court.server).patch(`/api/people/${of}`).set('Cookie', admin).send(body);
      await change(id, { roles: ['judge'] }).expect(200);
      expect((await sessions.viewerOfCookie(cookie, '::1'))?.permissions.has('alarm:acknowledge')).toBe(
        false,
      );
      expect(told).toEqual(['rights-changed']);
      await change(id, { disabled: true }).expect(200);
      expect(told).toEqual(['rights-changed', 'disabled']);
      await request(court.server).get('/api/session').set('Cookie', cookie).expect(401);
      await request(court.server).post('/api/session').send({ username: 'guard', password }).expect(401);
      const own = (await sessions.viewerOfCookie(admin, '::1'))?.person ?? '';
      expect((await change(own, { roles: ['auditor'] }).expect(409)).body).toMatchObject({
        code: 'OWN_RIGHTS',
      });
      await change('nobody', { roles: ['judge'] }).expect(404);
      expect((await court.facts('person.changed')).map((fact) => fact.data)).toEqual([
        { roles: ['judge'], disabled: false },
        { roles: ['judge'], disabled: true },
      ]);
    }));

  it('do not share a username, however it is spelled', () =>
    withCourt(async (court) => {
      await register(court, 'guard', ['guard']);
      await expect(register(court, 'guard', ['chief'])).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    }));
});

describe('a grant', () => {
  it('is seen once it is on disk, not when its work is undone, until it ends, and after a restart', () =>
    withCourt(async (court, url) => {
      const grants = court.app.get(Grants);
      const writer = court.app.get(Writer);
      await expect(
        writer.write(async (unit) => {
          await grants.grant(unit, 'incident-0', 'station-1');
          throw new Error('planted');
        }),
      ).rejects.toThrow('planted');
      await writer.write((unit) => grants.grant(unit, 'incident-1', 'station-1'));
      const until = laterBy(toInstant(court.clock.nowMs()), 1000);
      await writer.write((unit) => grants.grant(unit, 'incident-2', 'station-1', until));
      expect(await grants.newestTo('station-1', 10)).toEqual(['incident-2', 'incident-1']);
      expect(await grants.newestTo('station-1', 10, 'incident-2')).toEqual(['incident-1']);
      await grants.read('station-1');
      const sees = (...ids: string[]): string[] => ids.filter((id) => grants.knownTo('station-1').has(id));
      expect(sees('incident-1', 'incident-2', 'incident-3')).toEqual(['incident-1', 'incident-2']);
      await writer.write((unit) => grants.grant(unit, 'incident-3', 'station-1', until));
      expect(sees('incident-3')).toEqual(['incident-3']);
      expect(await grants.isGranted('incident-1', 'station-2')).toBe(false);
      expect(await grants.isGranted('incident-1', undefined)).toBe(false);
      court.clock.pass(1000);
      expect(await grants.newestTo('station-1', 10)).toEqual(['incident-1']);
      expect(sees('incident-1', 'incident-2', 'incident-3')).toEqual(['incident-1']);
      await court.close();
      const again = await openCourt(url);
      expect(await again.app.get(Grants).isGranted('incident-1', 'station-1')).toBe(true);
      expect(await again.app.get(Grants).isGranted('incident-0', 'station-1')).toBe(false);
      Object.assign(court, again);
    }));
});
