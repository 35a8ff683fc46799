import { cloud } from '../../functions/src/cloud';
import { callInProcess } from '../../tools/admin/callInProcess';
import { parseOptions } from '../../tools/admin/options';
import { shownCommands } from '../docs/shownCommands';
import { type App, startApp } from '../integration/app';

const NOW = '2026-03-06T12:00:00Z';

let app: App;
let letter: string;
let outage: string;

/** Ada, who missed a day, and Bob, whose document somebody has edited by hand. */
beforeAll(async () => {
  app = await startApp();
  for (const uid of ['ada', 'bob']) {
    app.at('2026-03-03T12:00:00Z');
    await app.log(uid, { timeZone: 'Europe/Berlin' });
  }
  await app.db.doc('users/bob').update({ 'streak.checkpoint': 'gone' });
  app.at(NOW);
  await app.runMaintenance();
  const { docs } = await app.db.collection('deadLetters').get();
  letter = docs[0]?.id ?? 'none';
  const missed = ['--from', '2026-03-05T02:00:00Z', '--to', '2026-03-05T04:00:00Z'];
  const declared = await run('declare-outage', ...missed, '--reason', 'Down');
  outage = (declared as { id: string }).id;
});

afterAll(() => app.close());

const run = (...args: string[]) => callInProcess(cloud, parseOptions(args, 'olga'));

/** The words of a command, as the shell takes it apart. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}

const commands = shownCommands()
  .filter(({ page, text }) => page === 'docs/runbook.md' && text.startsWith('npm run admin -- '))
  .map(({ line, text }) => [text.slice('npm run admin -- '.length), line] as const);

test('the runbook shows commands', () => {
  const names = commands.map(([command]) => command.split(' ')[0]);
  expect(names).toEqual(
    expect.arrayContaining([
      'declare-outage',
      'explain',
      'letters',
      'maintain',
      'repair',
      'replay',
    ]),
  );
});

test.each(commands)('%s: does what it says (line %i)', async (command) => {
  const values: Readonly<Record<string, string>> = { UID: 'ada', LETTER: letter, OUTAGE: outage };
  const words = wordsOf(command).map((word) => values[word] ?? word);
  expect(await run(...words)).toEqual(expect.anything());
});

test('a user who cannot be judged is explained by what is wrong with the document', async () => {
  await expect(run('explain', 'bob')).rejects.toThrow(/"streak",\s+"checkpoint"/);
});
