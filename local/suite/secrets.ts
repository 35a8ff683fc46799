import { join } from 'node:path';
import { readIfThere, writeWhole } from './dataDirectory';
import { repository } from './repository';

/** Secrets as the suite uses them; nothing that they open is anywhere else. */
const local: Readonly<Record<string, string>> = {
  SENDGRID_API_KEY: 'SG.local',
  SENDGRID_WEBHOOK_KEYS: 'none',
  UNSUBSCRIBE_SIGNING_KEYS: 'local',
};

/**
 * Gives the functions emulator a value for every secret, in `functions/.secret.local`, which is not
 * checked in. It would look for others in the Secret Manager. Values that are there stay.
 */
export function writeLocalSecrets(): void {
  const file = join(repository, 'functions/.secret.local');
  const before = readIfThere(file) ?? '';
  const missing = Object.entries(local).filter(([name]) => !before.includes(`${name}=`));
  if (missing.length === 0) return;
  const start = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  writeWhole(file, `${start}${missing.map(([name, value]) => `${name}=${value}\n`).join('')}`);
}
