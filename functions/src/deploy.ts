import type { CloudEvent, CloudFunction } from 'firebase-functions/core';
import type { CallableFunction, HttpsFunction } from 'firebase-functions/https';
import type { MessagePublishedData } from 'firebase-functions/pubsub';
import type { ScheduleFunction } from 'firebase-functions/scheduler';
import type { TaskQueueFunction } from 'firebase-functions/tasks';
import type { AuthEvent, User } from 'firebase-functions/v2/identity';
import type { z } from 'zod';
import { createApp } from './app';
import { isDeploying } from './config/environment';
import { firestoreDatabase, secrets, vpcConnector } from './config/parameters';
import { allowedOrigins, assertKept } from './config/settings';
import { account } from './edge/account';
import { callable } from './edge/callable';
import { document } from './edge/document';
import { guardOurInstance } from './edge/foreignLogs';
import { createGate } from './edge/gate';
import { https } from './edge/https';
import type {
  AccountRow,
  CallableRow,
  DocumentRow,
  HandlerOf,
  HttpsRow,
  Row,
  ScheduleRow,
  SecretName,
  TaskRow,
  WorkerRow,
} from './edge/rows';
import { schedule } from './edge/schedule';
import { task } from './edge/task';
import { worker } from './edge/worker';
import { featureOf } from './featureOf';
import { type FunctionName, functions } from './functions';
import { location } from './installation';
import { declareAfterDeployment, declareNeeds } from './needs';
import { giveUpWith } from './platform/deadLetter';
import type { Ports } from './ports';

/** A row's function behind its trigger, as firebase-functions deploys it. */
type TriggerOf<R> = R extends CallableRow
  ? CallableFunction<unknown, Promise<z.output<ReturnType<R['contract']>['response']>>>
  : R extends ScheduleRow
    ? ScheduleFunction
    : R extends WorkerRow
      ? CloudFunction<CloudEvent<MessagePublishedData>>
      : R extends TaskRow
        ? TaskQueueFunction
        : R extends DocumentRow
          ? CloudFunction<CloudEvent<unknown>>
          : R extends HttpsRow
            ? HttpsFunction
            : R extends AccountRow
              ? CloudFunction<AuthEvent<User>>
              : never;

/** Every function of the table behind its trigger. */
export type Deployed = { readonly [Name in FunctionName]: TriggerOf<(typeof functions)[Name]> };

/**
 * Puts every function of the table behind its trigger. One is made when it is first called or its endpoint
 * is asked for: an instance runs one of them, and its cold start does not pay for the others, not even in
 * an ECMAScript module, which has to ask for every export. A function whose feature is not deployed has no
 * endpoint, so that the Firebase CLI passes over it.
 */
export function deploy(ports: Ports): Deployed {
  if (isDeploying) declareNeeds(ports.settings.eventarcChannel !== '');
  const common = once(() => {
    assertKept(ports.features);
    return { app: createApp(ports), gate: createGate(ports), giveUp: giveUpWith(ports) };
  });

  const make = (name: FunctionName): object => {
    const row: Row = functions[name];
    const { app, gate, giveUp } = common();
    const { now, settings } = ports;
    const handler: unknown = app[name]; // of its row's kind, by the type of `App`
    const options = optionsOf(row, ports);
    switch (row.kind) {
      case 'callable':
        return callable(name, row, handler as HandlerOf<typeof row>, gate, options, () => ({
          cors: allowedOrigins(),
          consumeAppCheckToken: row.access.consumesAppCheck && settings.consumeAppCheck,
        }));
      case 'schedule':
        return schedule(name, row, handler as HandlerOf<typeof row>, options);
      case 'worker':
        return worker(name, row, handler as HandlerOf<typeof row>, { giveUp, now }, options);
      case 'task':
        if (isDeploying && row.afterDeployment) declareAfterDeployment(name, row.afterDeployment);
        return task(name, row, handler as HandlerOf<typeof row>, giveUp, options);
      case 'document':
        return document(name, row, handler as HandlerOf<typeof row>, {
          ...options,
          database: firestoreDatabase,
        });
      case 'https':
        return https(name, row, handler as HandlerOf<typeof row>, gate, options);
      case 'account':
        return account(name, handler as HandlerOf<typeof row>, options);
    }
  };

  const trigger = (name: FunctionName): object => {
    const made = once(() => make(name));
    const isHidden = (key: string | symbol) =>
      key === '__endpoint' && !ports.features.has(featureOf[name]);
    return new Proxy(() => undefined, {
      get: (_, key): unknown => (isHidden(key) ? undefined : Reflect.get(made(), key)),
      has: (_, key) => (key === '__endpoint' ? !isHidden(key) : Reflect.has(made(), key)),
      getOwnPropertyDescriptor: (_, key) => {
        if (isHidden(key)) return undefined;
        const own = Reflect.getOwnPropertyDescriptor(made(), key); // firebase-functions-test looks
        return own && { ...own, configurable: true };
      },
      apply: (_, self, given): unknown => Reflect.apply(made() as () => unknown, self, given),
    });
  };

  const names = Object.keys(functions) as FunctionName[];
  const triggers = Object.fromEntries(names.map((name) => [name, trigger(name)]));
  guardOurInstance(triggers);
  return triggers as unknown as Deployed;
}

/** Makes something when it is first asked for. */
function once<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined;
  return () => (made ??= { it: make() }).it;
}

/** Secrets of mail, or of webhooks: nobody has to make them for a deployment without it. */
function secretsOf({ secrets: names = [] }: Row, { features, settings }: Ports) {
  const isNeeded = (name: SecretName) =>
    name === 'WEBHOOK_SIGNING_SECRETS' ? settings.webhookUrls.length > 0 : features.has('email');
  return names.filter(isNeeded).map((name) => secrets[name]());
}

function optionsOf(row: Row, ports: Ports) {
  const { scale, usesCache } = row;
  const { maxInstances, concurrency, memoryMiB, timeoutSeconds } = scale;
  const needed = secretsOf(row, ports);
  return {
    ...{ region: location, maxInstances, concurrency, timeoutSeconds },
    memory: `${memoryMiB}MiB` as const,
    ...(needed.length > 0 && { secrets: needed }),
    ...(usesCache === true && { vpcConnector }),
  };
}
