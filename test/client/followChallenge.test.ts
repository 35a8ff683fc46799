import type { ResponseOf } from '../../client/src';
import { following } from '../../client/src/followChallenge';
import { type Answer, functionsThat } from './answeringServer';

type Standing = ResponseOf<'followChallenge'>;

/** How somebody stands who has reached so much of three. */
const at = (value: number): Standing => ({
  part: {
    ...{ challengeId: 'sprint', title: 'Sprint', kind: 'run', value, target: 3 },
    completedOn: value === 3 ? '2026-11-24' : null,
  },
  participants: 1,
  rank: 1,
  standing: [],
});

/** A stream of the callable protocol that sends these and ends with such a line. */
const stream = (standings: Standing[], end: object) =>
  [...standings.map((message) => ({ message })), end]
    .map((line) => `data: ${JSON.stringify(line)}\n\n`)
    .join('');

const refusal = (reason: string, more: object = {}) => ({
  error: { status: 'FAILED_PRECONDITION', message: 'No.', details: { reason, ...more } },
});

/** What following yields on a server that gives these answers, call by call; the last one again. */
async function follow(answers: string[], until: (standing: Standing) => boolean = () => false) {
  let calls = 0;
  const answer: Answer = () => [200, answers[Math.min(calls++, answers.length - 1)] ?? ''];
  const { functions, end } = await functionsThat(answer);
  const values: number[] = [];
  try {
    for await (const standing of following(functions)({ challengeId: 'sprint' })) {
      values.push(standing.part.value);
      if (until(standing)) break;
    }
    return { values, calls };
  } finally {
    await end();
  }
}

test('every state is told, until all is reached', async () => {
  const { values, calls } = await follow([stream([at(1), at(2), at(3)], { result: at(3) })]);
  expect(values).toEqual([1, 2, 3]);
  expect(calls).toBe(1);
});

test('a stream that has lasted its time is followed by the next', async () => {
  const first = stream([at(1)], { result: at(1) });
  const { values } = await follow([first, stream([at(1), at(3)], { result: at(3) })]);
  expect(values).toEqual([1, 1, 3]);
});

test('a stream too many waits for as long as the server says, and then follows', async () => {
  const tooMany = stream([], refusal('too-many-calls', { retryAfterMs: 1500 }));
  const startedAt = performance.now();
  const { values, calls } = await follow([tooMany, stream([at(3)], { result: at(3) })]);
  expect([values, calls]).toEqual([[3], 2]);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1490);
});

test('leaving the loop ends it', async () => {
  const answer = stream([at(1), at(2)], { result: at(2) });
  const { values, calls } = await follow([answer], ({ part }) => part.value === 1);
  expect(values).toEqual([1]);
  expect(calls).toBe(1);
});

test('aborting ends it, also while nothing comes', async () => {
  const answer = stream([at(1)], { result: at(1) });
  const { functions, end } = await functionsThat(() => [200, answer]);
  const leave = new AbortController();
  const values: number[] = [];
  const standings = following(functions)({ challengeId: 'sprint' }, { signal: leave.signal });
  for await (const { part } of standings) {
    values.push(part.value);
    setTimeout(() => {
      leave.abort();
    }, 50);
  }
  await end();
  expect(values).toEqual([1]);
});

test.each([
  ['a refusal', stream([], refusal('not-joined')), { reason: 'not-joined', isFinal: true }],
  [
    'a failure on the way',
    stream([at(1)], refusal('temporarily-unavailable')),
    { reason: 'temporarily-unavailable' },
  ],
  ['a stream that breaks off', stream([at(1)], {}), { reason: 'unreachable', isFinal: false }],
  ['a page of something else', '<html></html>', { reason: 'misconfigured' }],
  [
    'a refusal that does not say when to try again',
    stream([], refusal('too-many-calls')),
    { reason: 'too-many-calls' },
  ],
])('%s is an error with its reason', async (_, answer, expected) => {
  await expect(follow([answer])).rejects.toMatchObject(expected);
});

test('a function that is missing is an error for whoever deploys', async () => {
  const { functions, end } = await functionsThat(() => [404, '<html></html>']);
  const standings = following(functions)({ challengeId: 'sprint' });
  await expect(standings.next()).rejects.toMatchObject({ reason: 'misconfigured' });
  await end();
});

test('no network is an error with its reason', async () => {
  const { functions, end } = await functionsThat(() => [200, '']);
  const follow = following(functions);
  await end();
  const standings = follow({ challengeId: 'sprint' });
  await expect(standings.next()).rejects.toMatchObject({ reason: 'unreachable' });
});
