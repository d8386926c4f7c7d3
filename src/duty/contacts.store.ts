/** The rows of how people are reached. */
import { json, key, table } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { ContactItem } from './contact.js';

export const ContactTable = table<ContactItem>('contacts', { person: key, ways: json });

export const contactsKept = (asking: Asking): Promise<ContactItem[]> => asking.rows(ContactTable).find();

export async function keepContact(asking: Asking, item: ContactItem): Promise<void> {
  await asking.rows(ContactTable).delete({ person: item.person });
  if (item.ways.length > 0) await asking.rows(ContactTable).insert(item);
}
