/** Takes a person off his post when he loses the right to stand there. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Role } from '../access/permission.js';
import { Reactions } from '../ledger/reactions.js';
import type { RecordedFact } from '../storage/unit.js';
import { dutyRole } from './duty.js';
import { Duty } from './duty.service.js';

@Injectable()
export class DutyListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly duty: Duty,
  ) {}

  onModuleInit(): void {
    this.reactions.add({
      name: 'who-may-not-answer-leaves-his-post',
      to: 'person.changed',
      when: mayNotAnswer,
      act: async (unit, fact) => void (await this.duty.end(unit, fact.subject.id, fact.by)),
    });
  }
}

const mayNotAnswer = ({ data }: RecordedFact): boolean =>
  data['disabled'] === true || dutyRole(data['roles'] as Role[]) === undefined;
