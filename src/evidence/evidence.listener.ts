/** Hears what came in, what opened and what was contradicted. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../ledger/reactions.js';
import { Evidence } from './evidence.service.js';

@Injectable()
export class EvidenceListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly evidence: Evidence,
  ) {}

  onModuleInit(): void {
    const { evidence } = this;
    this.reactions.add({
      name: 'receive-evidence',
      to: 'upload.received',
      act: (unit, { subject }) => evidence.receive(unit, subject.id),
    });
    this.reactions.add({
      name: 'hold-for-incident',
      to: 'incident.opened',
      act: (unit, { subject, data, at }) =>
        evidence.hold(unit, subject.id, String(data['place']), String(data['zone']), at),
    });
    this.reactions.add({
      name: 'seal-interference',
      to: 'interference.recorded',
      act: async (unit, { data }) => {
        for (const id of data['evidence'] as readonly string[]) await evidence.seal(unit, id);
      },
    });
    this.reactions.add({
      name: 'unseal-released',
      to: 'interference.released',
      act: async (unit, { data }) => {
        for (const id of data['evidence'] as readonly string[]) await evidence.unseal(unit, id);
      },
    });
    this.reactions.add({
      name: 'join-tagged-recording',
      to: 'incident.recording-tagged',
      act: (unit, { subject, data }) => evidence.join(unit, String(data['evidence']), subject.id),
    });
    this.reactions.add({
      name: 'quarantine-contradicted',
      to: 'clip.contradicted',
      act: (unit, { data }) => evidence.quarantine(unit, String(data['evidence']), String(data['declared'])),
    });
  }
}
