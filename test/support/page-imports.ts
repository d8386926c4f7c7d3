/** The imports of the pages, read from their syntax: the checker of the other folders does not read JSX. */
import { existsSync, readdirSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { parseFileSync } from '@swc/core';

export type Imports = ReadonlyMap<string, readonly string[]>;

const asSource = (path: string, top: string): string =>
  [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), path].find((candidate) =>
    existsSync(join(top, candidate)),
  ) ?? path;

interface Item {
  readonly type: string;
  readonly source?: { readonly value: string } | null;
}

function importsOf(path: string, top: string): string[] {
  const { body } = parseFileSync(join(top, path), {
    syntax: 'typescript',
    tsx: path.endsWith('.tsx'),
    decorators: true,
  });
  const named = (body as Item[]).flatMap((item) =>
    item.source?.value === undefined ? [] : [item.source.value],
  );
  return named
    .filter((name) => name.startsWith('.'))
    .map((name) => asSource(normalize(join(path, '..', name)), top));
}

/** Every page file with the files it imports, as paths from the top. */
export function pageImports(top: string): Imports {
  const files = readdirSync(join(top, 'web'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)));
  return new Map(files.map((file) => [file, importsOf(file, top)]));
}

/** A chain of files that leads back to its start, or nothing. */
export function cycleIn(imports: Imports): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const found = walk(next, [...trail, file]);
      if (found !== undefined) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const found = walk(file, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

const roles =
  /\.(store|adapter|service|guard|listener|controller|gateway|filter|follower|module|worker|program)\.tsx?$/;

/** Imports of the server that are no pure files. */
export const impureImports = (imports: Imports): string[] =>
  [...imports].flatMap(([file, names]) =>
    names
      .filter((name) => !name.startsWith('web/') && (!/^(src|devices)\//.test(name) || roles.test(name)))
      .map((name) => `${file} → ${name}`),
  );
