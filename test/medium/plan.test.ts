import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Places } from '../../src/places/places.service.js';
import { Writer } from '../../src/storage/writer.js';
import { enter, withCourt, type Court } from '../support/court.js';

const plan = '/api/places/plan.svg';

async function drawn(court: Court, cookie: string): Promise<string> {
  const { body } = await request(court.server).get(plan).set('Cookie', cookie).expect(200);
  return (body as Buffer).toString('utf8');
}

const hang = (court: Court, cookie: string, svg: string) =>
  request(court.server).put(plan).set('Cookie', cookie).set('Content-Type', 'image/svg+xml').send(svg);

describe('the floor plan', () => {
  it('is drawn from the places until the administrator hangs an own one, which is cleaned', () =>
    withCourt(async (court) => {
      await court.app.get(Writer).write((unit) => court.app.get(Places).seedDemo(unit));
      const admin = await enter(court, 'admin');
      expect(await drawn(court, admin)).toContain('走廊');
      const { body } = await hang(
        court,
        admin,
        '<svg viewBox="0 0 100 60"><rect width="9" height="9" onclick="alert(1)"/><script>alert(1)</script></svg>',
      ).expect(200);
      expect(body).toMatchObject({ removed: ['rect onclick', 'script'] });
      expect(await drawn(court, admin)).toBe(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><rect width="9" height="9"></rect></svg>',
      );
      await request(court.server).delete(plan).set('Cookie', admin).expect(204);
      expect(await drawn(court, admin)).toContain('走廊');
      expect((await court.facts()).filter(({ type }) => type.startsWith('plan.'))).toMatchObject([
        { type: 'plan.hung', data: { removed: ['rect onclick', 'script'] } },
        { type: 'plan.taken-down' },
      ]);
    }));

  it('refuses what is no drawing and what is too large, and stays as it was', () =>
    withCourt(async (court) => {
      const admin = await enter(court, 'admin');
      const before = await drawn(court, admin);
      expect((await hang(court, admin, '<html/>').expect(400)).body).toMatchObject({ code: 'PLAN_NOT_SVG' });
      const large = `<svg><title>${'x'.repeat(2 * 1024 * 1024)}</title></svg>`;
      expect((await hang(court, admin, large).expect(400)).body).toMatchObject({ code: 'PLAN_TOO_LARGE' });
      expect(await drawn(court, admin)).toBe(before);
    }));

  it('is nobody else’s to change', () =>
    withCourt(async (court) => {
      await court.app.get(Writer).write((unit) => court.app.get(Places).seedDemo(unit));
      const guard = await enter(court, 'guard');
      await hang(court, guard, '<svg/>').expect(403);
      await request(court.server).patch('/api/places/hall').set('Cookie', guard).send({ x: 1 }).expect(403);
      await request(court.server)
        .put('/api/places/spots/button-101')
        .set('Cookie', guard)
        .send({ x: 1, y: 1 })
        .expect(403);
    }));

  it('has places that can be moved and renamed, and devices that stand where they were put', () =>
    withCourt(async (court) => {
      await court.app.get(Writer).write((unit) => court.app.get(Places).seedDemo(unit));
      const admin = await enter(court, 'admin');
      const ask = request(court.server);
      const moved = await ask
        .patch('/api/places/hall')
        .set('Cookie', admin)
        .send({ x: 11, y: 12, name: '大厅' })
        .expect(200);
      expect(moved.body).toMatchObject({ id: 'hall', x: 11, y: 12, name: '大厅', zone: 'B' });
      expect(court.app.get(Places).of('hall')).toEqual(moved.body);
      await ask.patch('/api/places/nowhere').set('Cookie', admin).send({ x: 1 }).expect(404);
      await ask.patch('/api/places/hall').set('Cookie', admin).send({ x: 1001 }).expect(400);
      for (const x of [5, 6])
        await ask.put('/api/places/spots/button-101').set('Cookie', admin).send({ x, y: 7 }).expect(200);
      const spots = await ask.get('/api/places/spots').set('Cookie', admin).expect(200);
      expect((spots.body as { items: unknown }).items).toEqual([{ device: 'button-101', x: 6, y: 7 }]);
      expect((await court.facts('place.changed'))[0]?.data).toMatchObject({ x: 11, y: 12 });
      expect((await court.facts('plan.device-placed')).length).toBe(2);
    }));
});
