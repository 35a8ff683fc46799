import { type Functions, httpsCallable } from 'firebase/functions';
import type { z } from 'zod';
import type { CallableName, callables as table } from '../../functions/src/callables';
import type { envelope } from '../../functions/src/contracts/contract';
import { addresses, failures } from './address';
import { FirestreakError, misconfigured } from './failure';
import { newId } from './newId';
import { requestIds } from './requestIds';

export type { CallableName };

type Table = typeof table;

/** The contract of a callable, from its row of the server's table. */
type ContractOf<Name extends CallableName> = ReturnType<Table[Name]['contract']>;

/** What a callable takes, from the schema that it checks requests by. */
export type RequestOf<Name extends CallableName> = z.input<ContractOf<Name>['request']>;

/** What a callable answers, from the schema of its contract. */
export type ResponseOf<Name extends CallableName> = z.output<ContractOf<Name>['response']>;

/** Callables that take an App Check token only once, where replay protection is on. */
const takesTokenOnce: {
  readonly [
    Name in CallableName as Table[Name]['access']['consumesAppCheck'] extends true ? Name : never
  ]: true;
} = { deleteMyData: true, exportMyData: true };

/** The name of a callable, if its requests have a `requestId`. */
type Identified<Name extends CallableName> = string extends keyof RequestOf<Name>
  ? never
  : 'requestId' extends keyof RequestOf<Name>
    ? Name
    : never;

/** Callables that make something once for each `requestId`, which the client gives them. */
const makesOnce: { readonly [Name in CallableName as Identified<Name>]: true } = {
  createShare: true,
  mergeUsers: true,
};

/**
 * How long to wait for an answer, in milliseconds, where it is longer than the SDK's 70 seconds: as long
 * as the function may take.
 */
export const patience = {
  deleteMyData: 540_000,
  mergeUsers: 540_000,
} as const satisfies Partial<Record<CallableName, number>>;

/** Sent beside any request: an id that follows it through logs and documents. */
type Envelope = Readonly<z.input<typeof envelope>>;

/** A request with its envelope; one without fields of its own has an index signature. */
type Enveloped<Request> = string extends keyof Request ? Envelope : Request & Envelope;

type Method<Request, Response> =
  Record<string, never> extends Request
    ? (request?: Enveloped<Request>) => Promise<Response>
    : (request: Enveloped<Request>) => Promise<Response>;

/**
 * Each callable function as a method. A method rejects with a FirestreakError.
 *
 * The list is the server's table: a callable that is added to it is a method here.
 */
export type Callables = {
  readonly [Name in CallableName]: Method<RequestOf<Name>, ResponseOf<Name>>;
};

/** The callable functions of a project. @param prefix what their names begin with */
export function callables(functions: Functions, prefix = ''): Callables {
  const methods = new Map<string, (request?: unknown) => Promise<unknown>>();
  const addressOf = addresses(functions);
  const failureOf = failures(functions, prefix);
  return new Proxy({} as Callables, {
    get: (_, name) => {
      // Whoever awaits or prints this object asks for names that no function has.
      if (typeof name !== 'string' || name === 'then' || name === 'toJSON') return undefined;
      const deployedAs = `${prefix}${name}`;
      const method =
        methods.get(name) ??
        methodFor(functions, { name, deployedAs }, () => addressOf(deployedAs), failureOf);
      methods.set(name, method);
      return method;
    },
  });
}

function isPatient(name: string): name is keyof typeof patience {
  return Object.hasOwn(patience, name);
}

/**
 * Whether an answer is one of Firestreak. The app may have a function of the same name, and an activity
 * that went there would be taken for recorded, and forgotten.
 */
function isOurs(name: string, request: unknown, answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const idOf = (of: unknown) => (Object(of) as { readonly activityId?: unknown }).activityId;
  return name !== 'logActivity' || idOf(answer) === idOf(request);
}

function methodFor(
  functions: Functions,
  { name, deployedAs }: { readonly name: string; readonly deployedAs: string },
  address: () => string,
  failureOf: ReturnType<typeof failures>,
) {
  const call = httpsCallable(functions, deployedAs, {
    limitedUseAppCheckTokens: Object.hasOwn(takesTokenOnce, name),
    ...(isPatient(name) && { timeout: patience[name] }),
  });
  const send = async (request: unknown): Promise<unknown> => {
    try {
      const { data } = await call(request);
      if (isOurs(name, request, data)) return data;
      throw misconfigured(address(), 'internal', 'something else answers there', data);
    } catch (error) {
      throw await failureOf(name, error);
    }
  };
  if (!Object.hasOwn(makesOnce, name)) return (request: unknown = {}) => send(request);
  const identified = requestIds(newId);
  return async (given: unknown = {}): Promise<unknown> => {
    const { request, answered } = identified(given);
    try {
      const answer = await send(request);
      answered();
      return answer;
    } catch (failure) {
      if (failure instanceof FirestreakError && failure.isFinal) answered();
      throw failure;
    }
  };
}
