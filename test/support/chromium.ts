import { existsSync } from 'node:fs';

/** Where Debian, Ubuntu and macOS keep Chromium or Chrome. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser on this machine: that of FIRESTREAK_CHROMIUM, else the first that is found. */
export function chromiumPath(): string | undefined {
  const chosen = process.env['FIRESTREAK_CHROMIUM'];
  return [...(chosen === undefined ? [] : [chosen]), ...PLACES].find((path) => existsSync(path));
}
