import { ACCOUNT_DELETED, ACCOUNT_DELETED_1ST, asFirstGeneration } from './accountEvents';

/** An exported function and what starts it, read from the `__endpoint` that firebase-functions adds. */
export type Deployed = { readonly name: string } & (
  | { readonly kind: 'callable' | 'https' | 'schedule'; readonly handle: HttpHandler }
  | { readonly kind: 'task'; readonly handle: HttpHandler; readonly maxAttempts: number }
  | EventFunction<'pubsub', { topic: string }>
  | EventFunction<'firestore', DocumentFilter>
  | { readonly kind: 'account'; readonly handle: EventHandler }
);

/** An express handler; what it takes depends on the version of express. */
export type HttpHandler = (request: unknown, response: unknown) => unknown;

/** Takes a raw CloudEvent. */
export type EventHandler = (event: CloudEvent) => unknown;

export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: unknown;
  readonly [extension: string]: unknown;
}

export interface DocumentFilter {
  readonly eventType: string;
  readonly database: string;
  readonly namespace: string;
  readonly document: { readonly value: string; readonly matchType: 'PATH_PATTERN' | 'EXACT' };
}

interface EventFunction<Kind, Filter> {
  readonly kind: Kind;
  readonly handle: EventHandler;
  /** Whether a failed event is delivered again. */
  readonly retry: boolean;
  readonly filter: Filter;
}

interface Endpoint {
  callableTrigger?: object;
  httpsTrigger?: object;
  scheduleTrigger?: object;
  taskQueueTrigger?: { retryConfig?: { maxAttempts?: unknown } };
  eventTrigger?: EventTrigger;
}

interface EventTrigger {
  eventType: string;
  eventFilters?: Record<string, Param>;
  eventFilterPathPatterns?: Record<string, Param>;
  retry: Param<boolean>;
}

/** A value, or a parameter that has one. */
type Param<T = string> = T | { value(): T; readonly options?: { readonly default?: Param<T> } };

const PUBSUB = 'google.cloud.pubsub.topic.v1.messagePublished';
const FIRESTORE = 'google.cloud.firestore.document.v1.';

/**
 * The functions among the exports of a module.
 * @throws when one has a trigger that the host does not know.
 */
export function deployed(exports: Readonly<Record<string, unknown>>): Deployed[] {
  return Object.entries(exports).flatMap(([name, value]) =>
    typeof value === 'function' && '__endpoint' in value
      ? [read(name, value, value.__endpoint as Endpoint)]
      : [],
  );
}

function read(name: string, fn: unknown, endpoint: Endpoint): Deployed {
  const handle = fn as HttpHandler;
  if (endpoint.callableTrigger) return { name, kind: 'callable', handle };
  if (endpoint.httpsTrigger) return { name, kind: 'https', handle };
  if (endpoint.scheduleTrigger) return { name, kind: 'schedule', handle };
  if (endpoint.taskQueueTrigger) {
    const { maxAttempts } = endpoint.taskQueueTrigger.retryConfig ?? {};
    // Three is what firebase-functions deploys when the function does not say.
    return {
      name,
      kind: 'task',
      handle,
      maxAttempts: typeof maxAttempts === 'number' ? maxAttempts : 3,
    };
  }
  if (endpoint.eventTrigger?.eventType === ACCOUNT_DELETED) {
    return { name, kind: 'account', handle: fn as EventHandler };
  }
  if (endpoint.eventTrigger?.eventType === ACCOUNT_DELETED_1ST) {
    const ofEvent = fn as (account: object, context: object) => unknown;
    return { name, kind: 'account', handle: (event) => ofEvent(...asFirstGeneration(event)) };
  }
  if (endpoint.eventTrigger) return readEvent(name, fn as EventHandler, endpoint.eventTrigger);
  throw new Error(`The host does not know the trigger of ${name}.`);
}

function readEvent(name: string, handle: EventHandler, trigger: EventTrigger): Deployed {
  const { eventType, eventFilters = {}, eventFilterPathPatterns = {} } = trigger;
  const common = { name, handle, retry: valueOf(trigger.retry) };
  const filter = (key: string) => valueOf(eventFilters[key] ?? '');
  if (eventType === PUBSUB)
    return { ...common, kind: 'pubsub', filter: { topic: filter('topic') } };
  if (!eventType.startsWith(FIRESTORE)) {
    throw new Error(`The host does not know the event type ${eventType} of ${name}.`);
  }
  const pattern = eventFilterPathPatterns['document'];
  const document =
    pattern === undefined
      ? ({ value: filter('document'), matchType: 'EXACT' } as const)
      : ({ value: valueOf(pattern), matchType: 'PATH_PATTERN' } as const);
  const database = filter('database');
  return {
    ...common,
    kind: 'firestore',
    filter: { eventType, database, namespace: filter('namespace'), document },
  };
}

/** What a parameter is set to, or else its default, which the Firebase CLI would set. */
function valueOf<T extends string | boolean>(param: Param<T>): T {
  if (typeof param !== 'object') return param;
  const value = param.value();
  const { default: otherwise } = param.options ?? {};
  return value || otherwise === undefined ? value : valueOf(otherwise);
}
