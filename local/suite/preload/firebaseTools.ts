import { createRequire } from 'node:module';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The internals of firebase-tools that the suite replaces, as far as it knows them. */
export interface FirebaseTools {
  'emulator/downloadableEmulators': {
    start(name: string, args: EmulatorArgs): Promise<void>;
    stop(name: string): Promise<void>;
    requiresJava(name: string): boolean;
  };
  'emulator/pubsubEmulator': { PubsubEmulator: { prototype: PubsubEmulator } };
  'emulator/functionsEmulator': { FunctionsEmulator: { prototype: FunctionsEmulator } };
  'emulator/functionsEmulatorShared': {
    emulatedFunctionsFromEndpoints(endpoints: readonly Endpoint[]): unknown;
  };
  'functions/env': {
    writeResolvedParams(
      resolved: Readonly<Record<string, ResolvedParameter>>,
      named: Readonly<Record<string, string>>,
      place: { readonly functionsSource: string; readonly isEmulator: boolean },
    ): void;
  };
  'emulator/taskQueue': { TaskQueue: { prototype: TaskQueue } };
  'emulator/auth/apiSpec': { default: { paths: Record<string, unknown> } };
  'hosting/functionsProxy': {
    functionsProxy: (options: unknown) => (rewrite: Rewrite) => Promise<unknown>;
  };
  config: { Config: { load(...args: readonly unknown[]): Config | null } };
}

export interface EmulatorArgs {
  readonly port: number;
  readonly functions_emulator?: string;
}

export interface PubsubEmulator {
  readonly args: { readonly projectId: string };
  readonly triggersForTopic: ReadonlyMap<string, readonly { readonly triggerKey: string }[]>;
  readonly pubsub: PubsubClient;
  maybeCreateTopicAndSub(topic: string): Promise<unknown>;
  createCloudEventRequestBody(topic: string, message: Message): object;
  onMessage(topic: string, message: Message): Promise<void>;
}

interface PubsubClient {
  topic(name: string): {
    create(): Promise<unknown>;
    createSubscription(name: string, options: object): Promise<unknown>;
  };
}

export interface Message {
  readonly publishTime: Date;
  readonly id: string;
  ack(): void;
  nack(): void;
}

/** A parameter's value. */
interface ResolvedParameter {
  /** Whether the CLI itself sets it, such as the project's id. */
  readonly internal: boolean;
  toString(): string;
}

/** A task as it was enqueued. */
export interface EmulatedTask {
  readonly name: string;
  /** ISO 8601; undefined: at once. */
  readonly scheduleTime?: string;
}

export interface TaskQueue {
  enqueue(task: EmulatedTask): void;
  /** Whether tasks wait or run. */
  isActive(): boolean;
}

export interface FunctionsEmulator {
  handleHttpsTrigger(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface Endpoint {
  readonly id: string;
  readonly region: string;
  readonly eventTrigger?: { readonly retry?: boolean };
}

/** A rewrite of Hosting to a function. */
export interface Rewrite {
  readonly function: string | { readonly functionId: string; readonly region?: string };
  readonly region?: string;
}

interface Config {
  set(key: string, value: unknown): void;
}

const load = createRequire(__filename);

/** A module of firebase-tools. Call it only when TypeScript is no longer translated: it is slow. */
export function firebaseTools<Name extends keyof FirebaseTools>(name: Name): FirebaseTools[Name] {
  return load(`firebase-tools/lib/${name}`) as FirebaseTools[Name];
}
