import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiDocs } from './apiDocs';

writeFileSync(join(__dirname, '../../docs/api.md'), apiDocs());
