import type { ShardMessage } from '../../functions/src/contracts/messages';
import type { FloorMode } from './floor';

/** What the bench tells a worker process to do. */
export type Task =
  | { readonly kind: 'shards'; readonly projectId: string; readonly message: ShardMessage }
  | { readonly kind: 'replaced'; readonly projectId: string; readonly limitMs: number }
  | {
      readonly kind: 'floor';
      readonly projectId: string;
      readonly due: number;
      readonly mode: FloorMode;
    }
  | { readonly kind: 'report' };

/** What it answers: what was done, or what it has cost since the last report. */
export interface Answer {
  readonly users?: number;
  readonly due?: number;
  readonly conflicts?: number;
  readonly peakRssMiB?: number;
  readonly cpuMs?: number;
  readonly error?: string;
}
