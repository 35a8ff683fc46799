import { Timestamp } from 'firebase-admin/firestore';
import type { DirectStore } from '../../functions/src/platform/bulkStore';
import { keepDeadLetter } from '../../functions/src/platform/deadLetter';
import type { StoredDocument } from '../../functions/src/platform/firestoreRpc';

const letter = {
  operation: 'remindShard',
  key: 'm1',
  payload: { messageId: 'm1' },
  reason: 'malformed-message',
  attempts: 1,
  codes: [],
  correlationId: 'run-1234',
} as const;

const path = 'deadLetters/remindShard.m1';
const stored = (status: string): StoredDocument => ({
  ...{ id: 'remindShard.m1', path, name: path, updateTime: Timestamp.fromMillis(1) },
  data: { status },
});

/** Keeps the letter in a store that refuses the commit and then holds a document, or none. */
async function refused(code: number, found: StoredDocument[], announced: object[] = []) {
  const answers = [[], found];
  const store = {
    get: () => Promise.resolve(answers.shift() ?? []),
    commit: () => Promise.reject(Object.assign(new Error('refused'), { code })),
  } satisfies Partial<DirectStore>;
  await keepDeadLetter(
    {
      open: () => store as unknown as DirectStore,
      now: () => 0,
      publish: (_, message) => Promise.resolve(void announced.push(message)),
    },
    letter,
  );
}

const [NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED, UNAVAILABLE] = [5, 6, 9, 10, 14];

test.each([ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED])(
  'a letter that another attempt has kept is kept (status %i)',
  async (code) => {
    const announced: object[] = [];
    await refused(code, [stored('open')], announced);
    expect(announced).toEqual([{ ...letter, id: 'remindShard.m1' }]);
  },
);

test.each([NOT_FOUND, FAILED_PRECONDITION, ABORTED, UNAVAILABLE])(
  'a letter that was not written fails, so that its message comes back (status %i)',
  async (code) => {
    await expect(refused(code, [])).rejects.toThrow('refused');
  },
);

test('a letter that was replayed meanwhile is not the one that work failed with again', async () => {
  await expect(refused(FAILED_PRECONDITION, [stored('replayed')])).rejects.toThrow('refused');
});
