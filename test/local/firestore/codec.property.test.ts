import type { ServiceDefinition } from '@grpc/grpc-js';
import * as fc from 'fast-check';
import { describedService, firestoreService } from '../../../local/firestore/wire/protos';

/** The protocol's own library, which encodes and decodes by the published descriptors, is the measure. */
type Methods = Record<'Commit' | 'RunQuery' | 'BatchGetDocuments' | 'GetDocument', Method>;
type Method = ServiceDefinition[string];

const described = describedService as Methods;
const ours = firestoreService as Methods;

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const bytes = fc.uint8Array().map((array) => Buffer.from(array));
const optional = { requiredKeys: [] };
const timestamp = fc.record({ seconds: int64, nanos: fc.integer() }, optional);
const text = fc.string({ unit: 'binary' });

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant({ nullValue: 'NULL_VALUE', valueType: 'nullValue' }),
    fc.boolean().map((booleanValue) => ({ booleanValue, valueType: 'booleanValue' })),
    int64.map((integerValue) => ({ integerValue, valueType: 'integerValue' })),
    fc.integer().map((n) => ({ integerValue: String(n), valueType: 'integerValue' })),
    fc.double().map((doubleValue) => ({ doubleValue, valueType: 'doubleValue' })),
    timestamp.map((timestampValue) => ({ timestampValue, valueType: 'timestampValue' })),
    text.map((stringValue) => ({ stringValue, valueType: 'stringValue' })),
    bytes.map((bytesValue) => ({ bytesValue, valueType: 'bytesValue' })),
    text.map((referenceValue) => ({ referenceValue, valueType: 'referenceValue' })),
    fc
      .record({ latitude: fc.double(), longitude: fc.double() }, optional)
      .map((geoPointValue) => ({ geoPointValue, valueType: 'geoPointValue' })),
    fc
      .record({ values: fc.array(tie('value'), { minLength: 1 }) }, optional)
      .map((arrayValue) => ({ arrayValue, valueType: 'arrayValue' })),
    fc
      .record({ fields: fieldsOf(tie('value')) }, optional)
      .map((mapValue) => ({ mapValue, valueType: 'mapValue' })),
    fc.constant({}),
  ),
})).value;

function fieldsOf(values: fc.Arbitrary<unknown>) {
  return fc.dictionary(text, values, { minKeys: 1, noNullPrototype: true });
}

const document = fc.record(
  { name: text, fields: fieldsOf(value), createTime: timestamp, updateTime: timestamp },
  optional,
);
const list = fc.record({ values: fc.array(value, { minLength: 1 }) }, optional);
const transform = fc.oneof(
  ...Object.entries({
    setToServerValue: fc.constantFrom('REQUEST_TIME', 'SERVER_VALUE_UNSPECIFIED'),
    increment: value,
    maximum: value,
    minimum: value,
    appendMissingElements: list,
    removeAllFromArray: list,
  }).map(([kind, operand]) => fc.record({ fieldPath: text, [kind]: operand as never })),
);
const transforms = fc.array(transform, { minLength: 1, maxLength: 3 });
const around = {
  updateMask: fc.record({ fieldPaths: fc.array(text, { minLength: 1 }) }, optional),
  updateTransforms: transforms,
  currentDocument: fc.oneof(
    fc.record({ exists: fc.boolean() }),
    fc.record({ updateTime: timestamp }),
    fc.constant({}),
  ),
};
const write = fc.oneof(
  fc.record({ update: document, ...around }, optional),
  fc.record({ delete: text, ...around }, optional),
  fc.record({
    transform: fc.record({ document: text, fieldTransforms: transforms }, optional),
  }),
);
const commit = fc.record(
  { database: text, writes: fc.array(write, { minLength: 1, maxLength: 4 }), transaction: bytes },
  optional,
);

/** Proto-loader also names the field of each group of which one is set; nobody reads that here. */
function withoutNamesOfGroups(decoded: unknown): unknown {
  const groups = new Set(['operation', 'transformType', 'conditionType']);
  return JSON.parse(
    JSON.stringify(decoded, (key, held: unknown) => {
      if (groups.has(key)) return undefined;
      return typeof held === 'number' ? `number ${Object.is(held, -0) ? '-0' : held}` : held;
    }),
  );
}

const outcomeOf = (decode: () => unknown) => {
  try {
    return withoutNamesOfGroups(decode());
  } catch (error) {
    return (error as Error).name;
  }
};

test('a commit is decoded as the library of the protocol does', () => {
  fc.assert(
    fc.property(commit, (request) => {
      const encoded = described.Commit.requestSerialize(request);
      expect(withoutNamesOfGroups(ours.Commit.requestDeserialize(encoded))).toEqual(
        withoutNamesOfGroups(described.Commit.requestDeserialize(encoded)),
      );
    }),
    { numRuns: 300 },
  );
});

test('a commit that is cut short or has fields that are not known is taken or refused alike', () => {
  fc.assert(
    fc.property(commit, fc.nat(), bytes, (request, at, noise) => {
      const encoded = described.Commit.requestSerialize(request);
      const cut = encoded.subarray(0, at % (encoded.length + 1));
      const unknown = Buffer.concat([encoded, Buffer.from([0xa2, 0x06, noise.length]), noise]);
      for (const each of [cut, unknown]) {
        expect(outcomeOf(() => ours.Commit.requestDeserialize(each))).toEqual(
          outcomeOf(() => described.Commit.requestDeserialize(each)),
        );
      }
    }),
    { numRuns: 300 },
  );
});

const extra = { readTime: timestamp, transaction: bytes };

test.each([
  ['RunQuery', fc.record({ document, skippedResults: fc.integer(), ...extra }, optional)],
  ['BatchGetDocuments', fc.record({ found: document, ...extra }, optional)],
  ['BatchGetDocuments', fc.record({ missing: text, ...extra }, optional)],
  ['GetDocument', document],
] as const)('an answer to %s has the bytes of the library of the protocol', (method, answers) => {
  fc.assert(
    fc.property(answers as fc.Arbitrary<object>, (answer) => {
      const encoded = ours[method].responseSerialize(answer);
      expect(encoded.equals(described[method].responseSerialize(answer))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
