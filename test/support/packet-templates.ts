/** Forms that say nothing: what is tried a million times should be small. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesFolder } from '../../src/packets/forms.adapter.js';
import { newFolder } from './packet-court.js';

/** Each has its own title, so that two of them exchanged are two changed files. @returns their folder */
export function smallTemplates(): string {
  const folder = newFolder();
  for (const name of readdirSync(templatesFolder).filter((file) => /^f\d+-/.test(file)))
    writeFileSync(
      join(folder, name),
      `#set document(title: "${name}", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "zh")\n`,
    );
  return folder;
}
