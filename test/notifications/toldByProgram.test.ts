import { checkProgram } from '../../functions/src/contracts/program';
import { viewPreferences } from '../../functions/src/contracts/preferences';
import { chosenPreferences, readPreferences } from '../../functions/src/documents/preferences';
import { fitness } from '../../functions/src/program';

const silent = checkProgram({
  ...fitness,
  messages: { away: false, milestone: { push: false, email: true } },
});

const stored = { preferences: { kinds: { away: { push: true }, milestone: { push: true } } } };

test('what a program says holds for users who have not chosen', () => {
  expect(readPreferences(undefined, silent).kinds.milestone).toEqual({ push: false, email: true });
  expect(readPreferences(stored, silent).kinds.milestone).toEqual({ push: true, email: true });
});

test('what a program does not tell is off for everybody, and not offered', () => {
  expect(readPreferences(stored, silent).kinds.away).toEqual({ push: false, email: false });
  const { kinds } = viewPreferences(readPreferences(stored, silent), silent);
  expect(kinds).not.toHaveProperty('away');
  expect(kinds).toHaveProperty('milestone');
});

test('what somebody chose is kept for the day on which the program tells it again', () => {
  expect(chosenPreferences(stored, silent).kinds.away).toEqual({ push: true, email: false });
});

test('messages are no rules: the version does not follow from them', () => {
  expect(silent.version).toBe(checkProgram(fitness).version);
});

test.each([
  ['a kind that is none', { gossip: false }],
  ['a correction', { restored: false }],
  ['a channel left out', { away: { push: true } }],
])('%s is refused', (_, messages) => {
  expect(() => checkProgram({ ...fitness, messages })).toThrow('messages');
});
