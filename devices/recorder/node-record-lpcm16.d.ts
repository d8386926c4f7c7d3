/** The part of node-record-lpcm16 that is used here; the package has no types of its own. */
declare module 'node-record-lpcm16' {
  import type { ChildProcess } from 'node:child_process';
  import type { Readable } from 'node:stream';

  export interface RecordingOptions {
    readonly sampleRate?: number;
    readonly channels?: number;
    readonly audioType?: 'wav' | 'raw';
    readonly recorder?: 'sox' | 'rec' | 'arecord';
    readonly device?: string;
  }

  export interface Recording {
    readonly process: ChildProcess;
    stream(): Readable;
    stop(): void;
  }

  const recorder: { record(options?: RecordingOptions): Recording };
  export default recorder;
}
