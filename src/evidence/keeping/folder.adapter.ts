/**
 * Folders that belong to somebody who may want to deceive: each is held open, and what lies in it is reached through
 * that descriptor, so that no symbolic link put in its way leads elsewhere (openat(2), by way of /proc; Linux).
 */
import {
  closeSync,
  constants,
  fchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  type Stats,
} from 'node:fs';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

export interface Owning {
  readonly uid: number;
  readonly gid: number;
}

export class Folder {
  private constructor(readonly fd: number) {}

  static open(path: string): Folder {
    return new Folder(openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
  }

  at(name: string): string {
    return `/proc/self/fd/${this.fd}/${name}`;
  }

  names(): string[] {
    return readdirSync(this.at('.'));
  }

  seen(name: string): Stats | undefined {
    return lstatSync(this.at(name), { throwIfNoEntry: false });
  }

  /** The folder of that name; undefined where there is none, or something else. */
  inner(name: string): Folder | undefined {
    try {
      return Folder.open(this.at(name));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? ''))
        return undefined;
      throw error;
    }
  }

  /** A new folder of that name. */
  make(name: string, owner: Owning): Folder {
    mkdirSync(this.at(name), 0o700);
    const made = Folder.open(this.at(name));
    fchownSync(made.fd, owner.uid, owner.gid);
    return made;
  }

  /** A descriptor of the file of that name; a link is refused, and nothing (a pipe) makes this wait. */
  file(name: string): number {
    return openSync(this.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  }

  close(): void {
    closeSync(this.fd);
  }
}
