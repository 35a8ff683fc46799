import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withEventTable } from '../../tools/apiDocs/eventTable';

test('docs/notifications.md has the catalogue of events, as `npm run tool -- api-docs` writes it', () => {
  const page = readFileSync(join(__dirname, '../../docs/notifications.md'), 'utf8');
  expect(withEventTable(page)).toBe(page);
});
