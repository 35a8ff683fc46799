import type { CommittedChange } from '../options';
import { matchesPattern } from './pathPattern';

/** A registered Eventarc trigger on documents. */
export interface Trigger {
  readonly id: string;
  readonly project: string;
  readonly database: string;
  readonly eventType: string;
  readonly pattern: string;
  readonly exact: boolean;
}

/** The body of a registration as firebase-tools posts it. */
export interface TriggerRegistration {
  readonly eventType?: string;
  readonly database?: string;
  readonly document?: { readonly value?: string; readonly matchType?: string };
}

const eventType = /^google\.cloud\.firestore\.document\.v1\.(created|updated|deleted|written)$/;

/** The triggers registered so far; registering an id again replaces it. */
export class Triggers {
  readonly #triggers = new Map<string, Trigger>();

  /** @returns whether the registration can be understood. */
  register(project: string, id: string, registration: TriggerRegistration): boolean {
    const { eventType: type = '', database = '(default)', document = {} } = registration;
    // Variants with authentication context are the same events to a local suite.
    const plain = type.replace(/\.withAuthContext$/, '');
    if (!eventType.test(plain)) return false;
    this.#triggers.set(`${project}/${id}`, {
      id,
      project,
      database,
      eventType: type,
      pattern: document.value ?? '{all=**}',
      exact: document.matchType === 'EXACT',
    });
    return true;
  }

  matching({ database, path, type }: CommittedChange): Trigger[] {
    return [...this.#triggers.values()].filter(
      (trigger) =>
        database === `projects/${trigger.project}/databases/${trigger.database}` &&
        [type, 'written'].includes(trigger.eventType.split('.').at(5) ?? '') &&
        (trigger.exact ? trigger.pattern === path : matchesPattern(path, trigger.pattern)),
    );
  }
}
