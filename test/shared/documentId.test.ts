import { isDocumentId, isDocumentPath, liesIn } from '../../functions/src/contracts/ids';

test.each(['a', 'a b', '...', '_x_', '__x', 'é'.repeat(750), '💜'])('%j is one', (id) => {
  expect(isDocumentId(id)).toBe(true);
});

test.each(['', '.', '..', '__x__', '____', '__\n__', 'a/b', '/', 'é'.repeat(751), '\ud83d'])(
  '%j is none',
  (id) => {
    expect(isDocumentId(id)).toBe(false);
  },
);

test.each([
  ['a document', 'a/b', true],
  ['one below another', 'a/b/c/d', true],
  ['one below a hundred collections', 'a/b/'.repeat(99) + 'a/b', true],
  ['one below more', 'a/b/'.repeat(100) + 'a/b', false],
  ['a collection', 'a/b/c', false],
  ['an id that is none', 'a/..', false],
])('%s: a path of a document or not', (_, path, is) => {
  expect(isDocumentPath(path)).toBe(is);
});

test.each([
  ['users/ann/devices/a', true],
  ['users/devices/devices/a', true],
  ['devices/a', false],
  ['rooms/ann/devices/a', false],
  ['users/ann/devices/a/devices/b', false],
  ['rooms/r/users/ann/devices/a', false],
  ['users/ann/cars/a', false],
  ['users/ann/devices', false],
])('%s lies in the devices of a user: %s', (path, is) => {
  expect(liesIn(path, 'devices', 'users')).toBe(is);
});
