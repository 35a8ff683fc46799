import { z } from 'zod';
import { commonReasons, envelope } from '../../functions/src/contracts/contract';
import { codeOfReason, type ErrorReason } from '../../functions/src/contracts/errors';
import { preferencesView } from '../../functions/src/contracts/preferences';
import { eventView, participationView, streakView } from '../../functions/src/contracts/views';
import { callables } from '../../functions/src/functions';
import { ownReasons } from '../apiDocs/apiDocs';
import { contracts } from '../apiDocs/contracts';

type Contract = (typeof contracts)[number];
type Json = Readonly<Record<string, unknown>>;

/** https://firebase.google.com/docs/functions/callable-reference, and the table of codes that it refers to. */
const statusOfCode: Readonly<Record<(typeof codeOfReason)[ErrorReason], number>> = {
  'invalid-argument': 400,
  'failed-precondition': 400,
  'out-of-range': 400,
  unauthenticated: 401,
  'permission-denied': 403,
  'not-found': 404,
  'already-exists': 409,
  aborted: 409,
  'resource-exhausted': 429,
  unavailable: 503,
};

/** The name of a type of a function: `LogActivityRequest`. */
export function typeName(name: string, of: 'Request' | 'Response'): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${of}`;
}

/** What several responses have in them, or are, by the names of its types. */
const views = {
  Event: eventView,
  Participation: participationView,
  Preferences: preferencesView,
  Streak: streakView,
};

/** Where a type is in the document. */
export const refTo = (type: string) => `#/components/schemas/${type}`;

/** The JSON Schemas of all requests and responses, and of what these share, by the names of their types. */
export function schemas(): Readonly<Record<string, Json>> {
  const named = z.registry<{ id: string }>();
  for (const [id, view] of Object.entries(views)) named.add(view, { id });
  const own = contracts.filter(({ response }) => !named.has(response));
  for (const { name, response } of own) named.add(response, { id: typeName(name, 'Response') });
  const answers = z.toJSONSchema(named, { io: 'output', uri: refTo }).schemas;
  return Object.fromEntries([
    ...contracts.flatMap(({ name, request, response }): [string, Json][] => {
      const asked = z.toJSONSchema(request.extend(envelope.shape), { io: 'input' });
      const view = named.get(response)?.id ?? '';
      return [
        [typeName(name, 'Request'), without(asked)],
        ...(view in views
          ? [[typeName(name, 'Response'), { $ref: refTo(view) }] as [string, Json]]
          : []),
      ];
    }),
    ...Object.entries(answers).map(([name, schema]): [string, Json] => [
      name,
      open(without(schema)) as Json,
    ]),
  ]);
}

/** Without what says of a schema by itself which one it is. */
function without({ $schema: _, $id: __, id: ___, ...schema }: z.core.JSONSchema.BaseSchema): Json {
  return schema;
}

/** Fields that a later version adds to a response are no fault; in a request there are no others. */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, of]) => !(name === 'additionalProperties' && of === false),
  );
  return Object.fromEntries(entries.map(([name, of]) => [name, open(of)]));
}

/** The OpenAPI 3.1 document of the callables, with the envelope that they are called in. */
export function openApi(): string {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Firestreak',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The callable functions. Firebase client SDKs add the envelope and the headers by themselves. Made by `npm run tool -- openapi`.',
    },
    servers: [
      {
        url: 'https://{region}-{project}.cloudfunctions.net/{prefix}',
        description:
          'A function is at its name; of an instance of a kit, with `kit-ID-` before it.',
        variables: {
          region: { default: 'us-central1' },
          project: { default: 'my-project' },
          prefix: { default: '', description: 'Such as `kit-reading-`.' },
        },
      },
    ],
    security: [{ idToken: [] }],
    paths: Object.fromEntries(
      contracts.map((each) => [`/${each.name}`, { post: operation(each) }]),
    ),
    components: {
      securitySchemes: {
        idToken: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          description: 'The ID token of Firebase Auth.',
        },
      },
      parameters: {
        AppCheck: {
          ...{ name: 'X-Firebase-AppCheck', in: 'header', required: false },
          ...{ schema: { type: 'string' }, description: 'The token of App Check, where enforced.' },
        },
      },
      responses: commonRefusals(),
      schemas: { ...schemas(), Refusal: anyRefusal() },
    },
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

function operation(contract: Contract): Json {
  const { name, summary } = contract;
  const { access } = callables[name];
  return {
    operationId: name,
    summary,
    tags: [access.by === 'admin' ? 'administrators' : 'users'],
    parameters: [{ $ref: '#/components/parameters/AppCheck' }],
    requestBody: {
      required: true,
      content: json(envelopeOf('data', typeName(name, 'Request'))),
    },
    responses: {
      '200': {
        description: 'The answer.',
        content: json(envelopeOf('result', typeName(name, 'Response'))),
      },
      ...refusals(ownReasons(contract)),
    },
  };
}

const json = (schema: Json) => ({ 'application/json': { schema } });

function envelopeOf(field: 'data' | 'result', type: string): Json {
  return { type: 'object', required: [field], properties: { [field]: { $ref: refTo(type) } } };
}

/** Reasons by the status of HTTP that they are sent with. */
function byStatus(reasons: readonly ErrorReason[]): ReadonlyMap<number, readonly ErrorReason[]> {
  const grouped = new Map<number, ErrorReason[]>();
  for (const reason of reasons) {
    const status = statusOfCode[codeOfReason[reason]];
    grouped.set(status, [...(grouped.get(status) ?? []), reason]);
  }
  return grouped;
}

const REFUSED = 'Refused: `details.reason` says why, and docs/api.md what to do.';

/** What every function may refuse with, by the status of HTTP. */
const commonRefusals = () =>
  Object.fromEntries(
    [...byStatus(commonReasons)].map(([status, of]) => [
      `Refused${status}`,
      { description: REFUSED, content: json(refusal(of)) },
    ]),
  );

/** What a function refuses with, by the status of HTTP. */
function refusals(own: readonly ErrorReason[]): Json {
  const ofAll = byStatus(commonReasons);
  const more = byStatus(own);
  const statuses = [...new Set([...ofAll.keys(), ...more.keys()])];
  return Object.fromEntries(
    statuses.map((status): [string, Json] => {
      const reasons = more.get(status);
      const $ref = `#/components/responses/Refused${status}`;
      if (!reasons) return [String(status), { $ref }];
      const all = [...(ofAll.get(status) ?? []), ...reasons];
      return [String(status), { description: REFUSED, content: json(refusal(all)) }];
    }),
  );
}

/** A refusal for one of these reasons. */
function refusal(reasons: readonly ErrorReason[]): Json {
  const reason = { enum: [...reasons] };
  const error = { properties: { details: { properties: { reason } } } };
  return { allOf: [{ $ref: refTo('Refusal') }, { properties: { error } }] };
}

/** What every refusal says. */
function anyRefusal(): Json {
  const upper = (code: string) => code.toUpperCase().replaceAll('-', '_');
  const details = {
    type: 'object',
    required: ['reason', 'correlationId'],
    properties: {
      reason: { type: 'string' },
      correlationId: { type: 'string' },
      retryAfterMs: {
        type: 'integer',
        description: 'Of limits: how long to wait, in milliseconds.',
      },
    },
  };
  const error = {
    type: 'object',
    required: ['status', 'message', 'details'],
    properties: {
      status: { type: 'string', enum: [...new Set(Object.values(codeOfReason).map(upper))] },
      message: { type: 'string', description: 'What to do, for developers.' },
      details,
    },
  };
  return { type: 'object', required: ['error'], properties: { error } };
}
