import { z } from 'zod';
import { commonReasons, envelope } from '../../functions/src/contracts/contract';
import { codeOfReason, type ErrorReason } from '../../functions/src/contracts/errors';
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

/** The JSON Schemas of all requests and responses, by the names of their types. */
export function schemas(): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    contracts.flatMap(({ name, request, response }): [string, Json][] => [
      [typeName(name, 'Request'), plain(request.extend(envelope.shape), 'input')],
      [typeName(name, 'Response'), plain(response, 'output')],
    ]),
  );
}

/** Fields that a later version adds to a response are no fault; in a request there are no others. */
function plain(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io });
  return io === 'output' ? (open(json) as Json) : json;
}

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
      schemas: schemas(),
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
      ...refusals([...commonReasons, ...ownReasons(contract)]),
    },
  };
}

const json = (schema: Json) => ({ 'application/json': { schema } });

function envelopeOf(field: 'data' | 'result', type: string): Json {
  const $ref = `#/components/schemas/${type}`;
  return { type: 'object', required: [field], properties: { [field]: { $ref } } };
}

/** What a function refuses with, by the status of HTTP. */
function refusals(reasons: readonly ErrorReason[]): Json {
  const byStatus = new Map<number, ErrorReason[]>();
  for (const reason of reasons) {
    const status = statusOfCode[codeOfReason[reason]];
    byStatus.set(status, [...(byStatus.get(status) ?? []), reason]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      String(status),
      {
        description: 'Refused: `details.reason` says why, and docs/api.md what to do.',
        content: json(refusal(of)),
      },
    ]),
  );
}

function refusal(reasons: readonly ErrorReason[]): Json {
  const upper = (code: string) => code.toUpperCase().replaceAll('-', '_');
  const statuses = [...new Set(reasons.map((reason) => upper(codeOfReason[reason])))];
  const details = {
    type: 'object',
    required: ['reason', 'correlationId'],
    properties: {
      reason: { type: 'string', enum: [...reasons] },
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
      status: { type: 'string', enum: statuses },
      message: { type: 'string', description: 'What to do, for developers.' },
      details,
    },
  };
  return { type: 'object', required: ['error'], properties: { error } };
}
