import type * as Choices from '../../functions/src/choices';
import { catalogues } from '../../functions/src/languages/catalogues';

/** What a fresh process has loaded. */
function fresh(): typeof Choices {
  let loaded: typeof Choices | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof Choices>('../../functions/src/choices');
  });
  if (!loaded) throw new Error('Nothing was loaded.');
  return loaded;
}

const own = { de: { mail: { unsubscribe: 'Keine E-Mails mehr' } } };

test('the texts are those that are shipped, unless an app has its own', () => {
  expect(fresh().textsInUse()).toEqual(catalogues);
  const { useTexts, textsInUse } = fresh();
  useTexts(own);
  expect(textsInUse().de.mail).toEqual({ ...catalogues.de.mail, ...own.de.mail });
  expect(textsInUse().en).toEqual(catalogues.en);
});

test('a text that is wrong, a second call and one that comes too late stop the deployment', () => {
  expect(() => {
    fresh().useTexts({ en: { mail: { footer: '{{uid}}' } } });
  }).toThrow('useTexts(): en.mail.footer names uid');
  const { useTexts, textsInUse } = fresh();
  useTexts(own);
  expect(() => {
    useTexts(own);
  }).toThrow(/^useTexts\(\) was called twice/);
  textsInUse();
  expect(() => {
    useTexts(own);
  }).toThrow(/^useTexts\(\) came too late/);
});
