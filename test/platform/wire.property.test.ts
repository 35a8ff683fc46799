import type { ServiceDefinition } from '@grpc/grpc-js';
import * as fc from 'fast-check';
import { Timestamp } from 'firebase-admin/firestore';
import { encodeValue } from '../../functions/src/platform/encode';
import { decodeAnswer } from '../../functions/src/platform/wire/decodeAnswer';
import { encodeCommit } from '../../functions/src/platform/wire/encodeCommit';
import type { Write } from '../../functions/src/platform/write';
import { describedService } from '../../local/firestore/wire/protos';

/** The protocol's own library, which encodes and decodes by the published descriptors. */
const { Commit, RunQuery, BatchGetDocuments } = describedService as Record<
  'Commit' | 'RunQuery' | 'BatchGetDocuments',
  ServiceDefinition[string]
>;
const database = 'projects/demo/databases/(default)';

const timestamp = fc
  .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.nat(999_999_999))
  .map(([seconds, nanoseconds]) => new Timestamp(seconds, nanoseconds));

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
    fc.string({ unit: 'grapheme' }),
    timestamp,
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
  ),
})).value;
const data = fc.dictionary(fc.string(), value, { noNullPrototype: true });

interface Decoded {
  readonly database: string;
  readonly writes: readonly {
    readonly update: { readonly name: string; readonly fields: object };
    readonly updateMask?: { readonly fieldPaths: readonly string[] };
    readonly currentDocument?: object;
  }[];
}

const decoded = (writes: readonly Write[]) =>
  Commit.requestDeserialize(encodeCommit({ database, writes })) as Decoded;

test('what is written is what is read, also by the library of the protocol', () => {
  fc.assert(
    fc.property(
      fc.array(data, { minLength: 1, maxLength: 3 }),
      timestamp,
      (documents, updateTime) => {
        const writes = documents.map((each, index) => ({ path: `users/u${index}`, data: each }));
        const commit = decoded(writes);
        expect(commit.database).toBe(database);
        const read = commit.writes.map(({ update }) => {
          const { seconds, nanoseconds: nanos } = updateTime;
          const document = { ...update, updateTime: { seconds: String(seconds), nanos } };
          const found = decodeAnswer(BatchGetDocuments.responseSerialize({ found: document }));
          const answer = RunQuery.responseSerialize({
            readTime: { seconds: 7 },
            skippedResults: 3,
            document,
          });
          expect(decodeAnswer(answer)).toEqual(found);
          return found;
        });
        expect(read).toEqual(
          writes.map(({ path, data: written }) => ({
            id: path.slice('users/'.length),
            path,
            name: `${database}/documents/${path}`,
            data: written,
            updateTime,
          })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('masks and preconditions are those of the write', () => {
  const at = new Timestamp(1_700_000_000, 123_456_789);
  const writes: Write[] = [
    { path: 'users/a', data: {}, precondition: 'absent' },
    { path: 'users/a', data: { x: undefined }, fields: [['x'], ['a', 'b-c`']], precondition: at },
    { path: 'users/a', data: {}, fields: [] },
  ];
  const update = { name: `${database}/documents/users/a` };
  expect(decoded(writes).writes).toMatchObject([
    { update, currentDocument: { exists: false } },
    {
      update,
      updateMask: { fieldPaths: ['x', 'a.`b-c\\``'] },
      currentDocument: { updateTime: { seconds: '1700000000', nanos: 123_456_789 } },
    },
    { update, updateMask: {} },
  ]);
  expect(decoded(writes.slice(0, 1)).writes[0]).not.toHaveProperty('updateMask');
});

test('a commit of any size is encoded', () => {
  const writes = Array.from({ length: 400 }, (_, index) => ({
    path: `users/u${index}`,
    data: { text: 'é'.repeat(200) },
  }));
  expect(decoded(writes).writes.map(({ update }) => update.fields)).toEqual(
    writes.map(({ data: { text } }) => ({
      text: expect.objectContaining({ stringValue: text }) as unknown,
    })),
  );
});

test('an answer without a document has none', () => {
  expect(decodeAnswer(RunQuery.responseSerialize({ readTime: { seconds: 7 } }))).toBeUndefined();
  const missing = BatchGetDocuments.responseSerialize({ missing: 'users/a' });
  expect(decodeAnswer(missing)).toBeUndefined();
});

test('texts that look alike in bytes are told apart, however often they are read', () => {
  const letters = fc.constantFrom('a', 'b', 'é', 'Ã', '©', '\u0080', '日', '𝒳');
  const text = fc.string({ unit: letters, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      const fields = Object.fromEntries(texts.map((each) => [each, { stringValue: each }]));
      const answer = RunQuery.responseSerialize({ document: { name: '', fields } });
      const wanted = Object.fromEntries(texts.map((each) => [each, each]));
      expect([1, 2].map(() => decodeAnswer(answer)?.data)).toEqual([wanted, wanted]);
    }),
    { numRuns: 300 },
  );
});

test('what is cut short is refused, not read in part', () => {
  const document = { name: `${database}/documents/users/a`, fields: { a: { stringValue: 'abc' } } };
  const answer = RunQuery.responseSerialize({ document });
  for (let size = 1; size < answer.length; size += 1) {
    expect(() => decodeAnswer(answer.subarray(0, size))).toThrow(RangeError);
  }
});

test('a value of a type that is not stored is refused when written, and undefined when read', () => {
  expect(() => decoded([{ path: 'users/a', data: { big: 1n } }])).toThrow(TypeError);
  const fields = { place: { geoPointValue: { latitude: 1 } }, name: { stringValue: 'A' } };
  const answer = decodeAnswer(RunQuery.responseSerialize({ document: { name: '', fields } }));
  expect(answer?.data).toEqual({ place: undefined, name: 'A' });
});

test('a query compares with the values that documents hold', () => {
  const values = [null, true, 's', 7, 1.5, new Timestamp(1, 2), [1]];
  expect(values.map(encodeValue)).toEqual([
    { nullValue: 'NULL_VALUE' },
    { booleanValue: true },
    { stringValue: 's' },
    { integerValue: '7' },
    { doubleValue: 1.5 },
    { timestampValue: { seconds: 1, nanos: 2 } },
    { arrayValue: { values: [{ integerValue: '1' }] } },
  ]);
  expect(() => encodeValue({})).toThrow(TypeError);
});
