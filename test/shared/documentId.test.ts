import { isDocumentId } from '../../functions/src/shared/documentId';

test.each(['a', 'a b', '...', '_x_', '__x', 'é'.repeat(750), '💜'])('%j is one', (id) => {
  expect(isDocumentId(id)).toBe(true);
});

test.each(['', '.', '..', '__x__', '____', '__\n__', 'a/b', '/', 'é'.repeat(751), '\ud83d'])(
  '%j is none',
  (id) => {
    expect(isDocumentId(id)).toBe(false);
  },
);
