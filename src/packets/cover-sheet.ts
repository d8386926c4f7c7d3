/** 随附校验单: the values of the ZIP and its lists on paper, beside the packet, since nothing inside can carry them. */
import type { Form } from './form-draft.js';
import { beijingDay } from './form-words.js';
import type { PacketInput } from './packet.js';

/** What `buildPacket` answers. */
export interface SheetValues {
  readonly bytes: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly manifests: { readonly [name: string]: string };
}

/** Burnt twice: 封存件 stays sealed, 工作件 is looked at. The bytes are the same, the label is not. */
export const copies = { sealed: '封存件', working: '工作件' } as const;
export type Copy = keyof typeof copies;

/**
 * Printed by `printForms`.
 * @param fingerprint SHA-256 of the ledger key's SubjectPublicKeyInfo, hex: what the verifier prints
 */
export function coverSheetOf(
  packet: Pick<PacketInput, 'id' | 'court' | 'builtAt'>,
  built: SheetValues,
  fingerprint: string,
  copy?: Copy,
): Form {
  return {
    name: 'cover-sheet',
    title: '随附校验单',
    fields: {
      packet: packet.id,
      copy: copy === undefined ? null : copies[copy],
      court: packet.court.name,
      date: beijingDay(packet.builtAt),
      bytes: String(built.bytes),
      sha256: built.sha256,
      sm3: built.sm3,
      manifests: Object.entries(built.manifests).map(([name, value]) => ({
        name,
        algorithm: name.endsWith('sm3.txt') ? 'SM3' : 'SHA-256',
        value,
      })),
      fingerprint,
    },
  };
}
