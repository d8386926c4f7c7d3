/** Makes it trouble when a post that must be manned has had too few people signed on for ten minutes. */
import { Injectable } from '@nestjs/common';
import { Duty } from '../duty/duty.service.js';
import { Rota } from '../duty/rota.service.js';
import { toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Writer } from '../storage/writer.js';
import { Troubles } from './troubles.service.js';

const kind = 'post-unmanned';
const lookEveryMs = 15_000;
/** Whoever is on his way to take over is not missed. */
const graceMs = 600_000;

@Injectable()
export class PostsFollower extends Looking {
  constructor(
    private readonly rota: Rota,
    private readonly duty: Duty,
    private readonly troubles: Troubles,
    private readonly writer: Writer,
  ) {
    super(lookEveryMs);
  }

  protected override look(): Promise<void> {
    return this.at(Date.now());
  }

  async at(nowMs: number): Promise<void> {
    const [now, from] = [toInstant(nowMs), toInstant(nowMs - graceMs)];
    const lately = await this.duty.since(from);
    const there = (post: string): number => lately.filter((item) => item.post === post).length;
    const demanded = await this.rota.demandedSince(from, now);
    const bare = new Map(
      demanded
        .filter(({ post, atLeast }) => there(post) < atLeast)
        .map(({ post, atLeast }) => [post, { atLeast, there: there(post) }] as const),
    );
    const told = (await this.troubles.standing()).filter((trouble) => trouble.kind === kind);
    const isOver = ({ place }: { place?: string }): boolean => !bare.has(place ?? '');
    const fresh = [...bare].filter(([post]) => !told.some(({ place }) => place === post));
    if (fresh.length === 0 && !told.some(isOver)) return;
    await this.writer.write(async (unit) => {
      await this.troubles.end(unit, kind, undefined, isOver);
      for (const [place, detail] of fresh) await this.troubles.raise(unit, { kind, place, detail });
    });
  }
}
