import * as fc from 'fast-check';
import { contracts } from '../../tools/apiDocs/contracts';
import { examples } from '../../tools/bench/callables/examples';
import { RUN_AT, judgements, population } from '../../tools/bench/population';
import { asTable, ratiosOf } from '../../tools/bench/report';
import type { Design, Measured } from '../../tools/bench/scale';
import { Timestamp } from 'firebase-admin/firestore';

function measured(design: Design, seconds: number, scale: Partial<Measured> = {}): Measured {
  return {
    design,
    workers: 1,
    users: 1000,
    due: 1000,
    latencyMs: 20,
    seconds,
    secondsFromTo: [seconds, seconds],
    usersPerSecond: 1000 / seconds,
    readsPerDue: 1,
    writesPerDue: 3,
    rpcs: 60,
    conflicts: 0,
    peakRssMiB: 120,
    cpuMsPerDue: 1,
    measuredDue: 1000,
    ...scale,
  };
}

test('designs are compared at the same scale, with one worker', () => {
  const runs = [
    measured('replaced', 300),
    measured('firestreak', 3),
    measured('firestreak', 1, { workers: 2 }),
    measured('floor', 2),
    measured('floor', 1, { latencyMs: 0 }),
  ];
  expect(ratiosOf(runs).scales).toEqual([
    {
      users: 1000,
      due: 1000,
      latencyMs: 20,
      replacedToFirestreak: 100,
      firestreakToFloor: 1.5,
      replacedToFirestreakCpu: 1,
      firestreakToFloorCpu: 1,
    },
  ]);
});

test('the same due users among more users are compared with those among fewer', () => {
  const runs = [
    measured('firestreak', 2),
    measured('firestreak', 2.2, { users: 10_000 }),
    measured('firestreak', 20, { users: 10_000, due: 10_000 }),
  ];
  expect(ratiosOf(runs).amongMore).toEqual([{ due: 1000, latencyMs: 20, ratio: 1.1 }]);
});

test('a time that was extrapolated is marked in the table', () => {
  const table = asTable([measured('replaced', 300, { measuredDue: 12 }), measured('floor', 2)]);
  expect(table).toMatch(/\| replaced .* 300\.00 \* \|/);
  expect(table).toMatch(/\| floor .* 2\.00 \|/);
});

test('as many users are due as the scale says, each with writes that judge them', () => {
  const scale = fc.nat(200).chain((users) =>
    fc.record({
      users: fc.constant(users),
      due: fc.nat(users),
    }),
  );
  fc.assert(
    fc.property(scale, ({ users, due }) => {
      const written = [...population({ users, due })];
      const isDue = (lapseAt: unknown) =>
        lapseAt instanceof Timestamp && lapseAt.toMillis() <= RUN_AT;
      expect(written).toHaveLength(users);
      expect(written.filter(({ data }) => isDue(data['lapseAt']))).toHaveLength(due);
      expect([...judgements(due)].every((writes) => writes.length === 3)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('every callable is timed, by calls of which none is refused for what it asks', () => {
  const answerOf = () => ({ shareId: 'a'.repeat(16), id: 'an outage' });
  for (const { name, data } of examples) {
    const contract = contracts.find((each) => each.name === name);
    const { error } = contract?.request.safeParse(data?.(7, answerOf) ?? {}) ?? {};
    expect([name, error]).toEqual([name, undefined]);
  }
  const timed = new Set(examples.map(({ name }) => name));
  expect(contracts.map(({ name }) => name).filter((name) => !timed.has(name))).toEqual([]);
});
