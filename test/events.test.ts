import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Timestamp } from 'firebase-admin/firestore';
import { catalogue, eventKinds, messageKinds } from '../functions/src/events';
import { readMessage } from '../functions/src/features/notifications/message';
import { languages } from '../functions/src/languages/catalogues';

const day = '2026-03-03';
const at = Timestamp.fromMillis(Date.UTC(2026, 2, 4, 3, 7));

const told = eventKinds.flatMap((kind) => {
  const { message, facts } = catalogue[kind];
  return message ? [{ kind, message, facts: Object.keys(facts) }] : [];
});

describe('the catalogue of events', () => {
  test('every message tells of one kind of event', () => {
    expect([...messageKinds].sort()).toEqual([...new Set(messageKinds)].sort());
    expect(told.map(({ message }) => message.kind)).toEqual(messageKinds);
  });

  test.each(told)(
    '$kind, as it is stored, is a message with its facts',
    ({ kind, message, facts }) => {
      for (const example of message.examples) {
        const read = readMessage('any', { kind, day, at, shard: 3, ...example });
        expect(read).toMatchObject({ kind: message.kind, eventId: 'any', day, facts: example });
        expect(Object.keys(read?.facts ?? {}).sort()).toEqual([...facts].sort());
      }
    },
  );

  test.each(eventKinds.filter((kind) => !catalogue[kind].message))(
    'nobody is told of %s',
    (kind) => {
      expect(readMessage('any', { kind, day, at })).toBeUndefined();
    },
  );

  test('a kind of another version is told to nobody', () => {
    for (const kind of ['streak_doubled', 'constructor', '__proto__']) {
      expect(readMessage('any', { kind, day, at })).toBeUndefined();
    }
  });

  test('every language has its file of words, and every file its language', () => {
    const folder = join(__dirname, '../functions/src/languages');
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual(languages.map((language) => `${language}.json`).sort());
  });
});
