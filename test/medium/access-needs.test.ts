import { describe, expect, it, jest } from '@jest/globals';
import { Body, Controller, Get, Injectable, Param, Post } from '@nestjs/common';
import { SubscribeMessage } from '@nestjs/websockets';
import request from 'supertest';
import { z } from 'zod';
import { Needs, Open, Who } from '../../src/access/needs.guard.js';
import { Rate } from '../../src/access/rate.js';
import { Routes } from '../../src/access/routes.service.js';
import type { Viewer } from '../../src/access/viewer.js';
import { missing } from '../../src/kernel/errors.js';
import { enter, password, withCourt } from '../support/court.js';

@Controller('api/things')
class ThingsController {
  @Get('open')
  @Open()
  open(): object {
    return { open: true };
  }
  @Get(':id')
  @Needs('alarm:read')
  one(@Param('id') id: string, @Who() viewer: Viewer): object {
    if (id !== '1') throw missing('THING_MISSING', 'there is no such thing', { id });
    return { id, for: viewer.name };
  }
  @Post()
  @Needs('alarm:acknowledge')
  make(@Body({ schema: z.object({ note: z.string().min(1), n: z.number() }) }) body: object): object {
    return body;
  }
  @Post('call')
  @Needs('alarm:raise')
  call(): object {
    return {};
  }
  @Get('of/broken')
  @Needs('session:own')
  broken(): never {
    throw new Error('secret of the house');
  }
}

@Controller('api/planted')
class PlantedController {
  @Get('silent')
  silent(): string {
    return '';
  }
}

@Injectable()
class PlantedMessages {
  @SubscribeMessage('whisper')
  whisper(): string {
    return '';
  }
  @Needs('live:follow')
  @SubscribeMessage('follow')
  follow(): string {
    return '';
  }
}

const planted = { planted: { controllers: [ThingsController] } };

describe('every route names the permission it needs', () => {
  it('answers 401 before 403 before 404, whatever the id', () =>
    withCourt(async (court) => {
      const guard = await enter(court, 'guard');
      const judge = await enter(court, 'judge');
      for (const id of ['1', 'nothing']) {
        const none = await request(court.server).get(`/api/things/${id}`).expect(401);
        expect(none.headers['content-type']).toContain('application/problem+json');
        expect(none.body).toMatchObject({ status: 401, code: 'NO_SESSION', demo: true });
        const lacking = await request(court.server).get(`/api/things/${id}`).set('Cookie', judge).expect(403);
        expect(lacking.body).toMatchObject({ code: 'PERMISSION_LACKING', permission: 'alarm:read' });
      }
      await request(court.server)
        .get('/api/things/1')
        .set('Cookie', guard)
        .expect(200, { id: '1', for: '姓名 guard' });
      const gone = await request(court.server).get('/api/things/nothing').set('Cookie', guard).expect(404);
      expect(gone.body).toMatchObject({ code: 'THING_MISSING', id: 'nothing', status: 404 });
      await request(court.server).get('/api/things/open').expect(200, { open: true });
    }, planted));

  it('refuses a body in the wrong shape by naming the fields, but only to who may send it', () =>
    withCourt(async (court) => {
      const guard = await enter(court, 'guard');
      const judge = await enter(court, 'judge');
      const send = (cookie: string) =>
        request(court.server).post('/api/things').set('Cookie', cookie).send({ note: '' });
      await send(judge).expect(403);
      const answer = await send(guard).expect(400);
      expect(answer.body).toMatchObject({ code: 'INVALID', fields: [{ field: 'note' }, { field: 'n' }] });
      const garbage = await request(court.server)
        .post('/api/things')
        .set('Cookie', guard)
        .set('Content-Type', 'application/json')
        .send('{"note":')
        .expect(400);
      expect(garbage.body).toMatchObject({ code: 'INVALID', status: 400 });
    }, planted));

  it('answers an unknown path with 404 and a broken one with 500 that tells nothing', () =>
    withCourt(async (court) => {
      const guard = await enter(court, 'guard');
      await request(court.server)
        .get('/api/nowhere')
        .expect(404)
        .expect('content-type', /problem\+json/);
      const broken = await request(court.server)
        .get('/api/things/of/broken')
        .set('Cookie', guard)
        .expect(500);
      expect(JSON.stringify(broken.body)).not.toContain('secret of the house');
    }, planted));

  it('does not start with a route that names none, and says which', async () => {
    await expect(
      withCourt(async () => undefined, { planted: { controllers: [PlantedController] } }),
    ).rejects.toThrow('GET /api/planted/silent');
  });

  it('does not start with a message of a socket that names none', async () => {
    const withMessages = { planted: { providers: [PlantedMessages] } };
    await expect(withCourt(async () => undefined, withMessages)).rejects.toThrow(
      /permission: message whisper$/,
    );
  });

  it('lists routes with their permissions', () =>
    withCourt(async (court) => {
      expect(court.app.get(Routes).table()).toEqual(
        expect.arrayContaining([
          { route: 'POST /api/session', need: 'open' },
          { route: 'DELETE /api/session', need: 'session:own' },
          { route: 'GET /api/things/:id', need: 'alarm:read' },
        ]),
      );
    }, planted));

  it('lets a flood of one sign-in wait, and neither its neighbour nor a call for help', () =>
    withCourt(async (court) => {
      const [flood, neighbour] = [await enter(court, 'guard'), await enter(court, 'chief')];
      const counted: string[] = [];
      // Three thousand requests take a while; what they are counted by is looked at here, the counting in unit tests.
      const counting = jest.spyOn(Rate.prototype, 'allows').mockImplementation((key) => {
        counted.push(key);
        return key !== counted[0];
      });
      const ask = (cookie: string, path = '/api/things/1') =>
        request(court.server).get(path).set('Cookie', cookie);
      const call = (cookie: string) => request(court.server).post('/api/things/call').set('Cookie', cookie);
      for (let time = 0; time < 2; time += 1) {
        const { body } = await ask(flood).expect(503);
        expect(body).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
      }
      await ask(neighbour).expect(200);
      await ask('').expect(401);
      expect([counted[0] === counted[1], new Set(counted).size, counted.length]).toEqual([true, 3, 4]);
      await call(flood).expect(201);
      expect(await court.facts('access.refused')).toMatchObject([{ data: { code: 'TOO_MANY_REQUESTS' } }]);
      counting.mockRestore();
      await ask(flood).expect(200);
    }, planted));

  it('refuses a page of another site and passes its own and programs without an Origin', () =>
    withCourt(async (court) => {
      const guard = await enter(court, 'guard');
      const ask = (origin?: string) => {
        const asked = request(court.server)
          .get('/api/things/1')
          .set('Cookie', guard)
          .set('Host', 'court.local:3000');
        return origin === undefined ? asked : asked.set('Origin', origin);
      };
      await ask().expect(200);
      await ask('http://court.local:3000').expect(200);
      for (const foreign of [
        'https://evil.example',
        'null',
        'http://court.local',
        'http://court.local:3000.evil.example',
      ])
        await ask(foreign)
          .expect(403)
          .expect((answer) => expect(answer.body).toMatchObject({ code: 'FOREIGN_ORIGIN' }));
      const open = await request(court.server)
        .post('/api/session')
        .set('Origin', 'https://evil.example')
        .send({ username: 'guard', password })
        .expect(403);
      expect(open.headers['set-cookie']).toBeUndefined();
    }, planted));

  it('writes each refusal of a signed-in person into the ledger, and no flood of strangers', () =>
    withCourt(async (court) => {
      const judge = await enter(court, 'judge');
      for (const _ of [1, 2, 3]) {
        await request(court.server).get('/api/things/7?q=words').set('Cookie', judge).expect(403);
        await request(court.server).get('/api/things/7').expect(401);
        await request(court.server).get('/api/things/7').set('Cookie', 'court_session=made-up').expect(401);
      }
      const entered = await court.facts('access.refused');
      expect(
        entered.map((fact) => [fact.by.kind, fact.data['code'], fact.data['route'], fact.data['id']]),
      ).toEqual([
        ['person', 'PERMISSION_LACKING', 'GET /api/things/:id', '7'],
        ['system', 'SESSION_OVER', 'GET /api/things/:id', '7'],
        ['person', 'PERMISSION_LACKING', 'GET /api/things/:id', '7'],
        ['person', 'PERMISSION_LACKING', 'GET /api/things/:id', '7'],
      ]);
      court.clock.pass(60_000);
      await request(court.server).get('/api/things/7').set('Cookie', 'court_session=made-up').expect(401);
      expect(await court.facts('access.refused')).toHaveLength(5);
    }, planted));
});
