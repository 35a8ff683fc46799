import type { Failure } from './host';
import type { Work } from './work';

/** What the parts of a host share. */
export interface HostContext {
  readonly projectId: string;
  readonly region: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly work: Work;
  readonly url: (name: string) => string;
  /** How often an event or a message is tried whose function retries. */
  readonly maxAttempts: number;
  readonly report: (failure: Failure) => void;
}
