import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repository } from '../../local/suite/repository';

/** Where tests keep pictures of what they have seen, for whoever reviews a change to compare. */
const FOLDER = join(repository, '.cache/pictures');

/** Keeps a picture of the whole page under a name. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
