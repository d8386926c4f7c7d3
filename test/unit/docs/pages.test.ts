import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const filesIn = (folder: string, ends: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ends))
    .map((entry) => join(entry.parentPath, entry.name));
const text = (path: string): string => readFileSync(path, 'utf8');

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...filesIn('docs', '.md'),
  ...filesIn('devices', '.md'),
  ...filesIn('deploy', '.md'),
];
const readmes = ['README.md', 'README.zh-CN.md'];
const { dependencies, devDependencies, scripts } = JSON.parse(text('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'scripts',
  Record<string, string>
>;

/** Nest asks for these by itself, without an import of ours. */
const askedForByNest = ['@nestjs/platform-socket.io', 'rxjs'];

function importedByTheProduct(): Set<string> {
  const sources = ['src', 'devices']
    .flatMap((folder) => filesIn(folder, '.ts'))
    .map(text)
    .join('\n');
  return new Set(
    Object.keys(dependencies).filter(
      (name) => askedForByNest.includes(name) || new RegExp(`['"]${name}(/[^'"]*)?['"]`).test(sources),
    ),
  );
}

/** Words in backticks that are names of packages. */
const packagesNamedIn = (page: string): string[] =>
  [...text(page).matchAll(/`([^`\s]+)`/g)]
    .map(([, name]) => name!)
    .filter((name) => name in dependencies || name in devDependencies);

describe('the pages that come with the code', () => {
  it.each(pages)('%s points only at files that are there', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to]) => to!);
    const local = links.filter((to) => !/^[a-z]+:/.test(to));
    expect(local.filter((to) => !existsSync(join(dirname(page), to)))).toEqual([]);
  });

  it.each(pages)('%s names only commands that package.json has', (page) => {
    const named = [...text(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(pages)('%s names only scripts that are there', (page) => {
    const named = [...text(page).matchAll(/\b(scripts\/[\w-]+\.mjs)/g)].map(([, path]) => path!);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe.each(readmes)('%s', (readme) => {
  it('gives a reason for each package that the product runs on', () => {
    const reasoned = text(readme)
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
    expect(reasoned.toSorted()).toEqual([...importedByTheProduct()].toSorted());
  });

  it('names each package of the pages and of the work', () => {
    const named = new Set(packagesNamedIn(readme));
    const silent = Object.keys(devDependencies).filter(
      (name) => !name.startsWith('@types/') && !named.has(name),
    );
    expect(silent).toEqual([]);
  });

  it('has every folder of the code on its map', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => `${name}/`).filter((name) => !text(readme).includes(name))).toEqual([]);
  });
});

describe('the picture of the architecture', () => {
  const picture = text('docs/architecture.svg');

  it('shows every folder of the code in the order in which they import', () => {
    const { order } = JSON.parse(text('architecture.json')) as { order: string[][] };
    const there = order.flat().filter((name) => existsSync(join('src', name)));
    const shown = [...picture.matchAll(/font-size="11" fill="#4A5157">([a-z]+)</g)].map(([, name]) => name!);
    expect(shown).toEqual(there);
  });

  it('runs nothing and fetches nothing', () => {
    expect(picture).not.toMatch(/<script|href=|url\((?!#)|@import/);
  });
});

describe('the decisions', () => {
  const names = readdirSync('docs/decisions').toSorted();

  it('are numbered without a gap', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, at) => at + 1));
  });

  it.each(names)('%s says why, what and what follows', (name) => {
    const page = text(join('docs/decisions', name));
    expect(page).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. .*\\p{Script=Han}.* / `, 'u'));
    expect(page).toMatch(
      /\*\*Context\.\*\*[\s\S]*\*\*(Decision|Built otherwise)[\s\S]*\*\*Consequences\.\*\*/,
    );
  });
});
