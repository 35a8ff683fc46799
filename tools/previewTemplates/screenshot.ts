import { spawnSync } from 'node:child_process';

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The first Chromium or Chrome on this machine, or the one that CHROME_PATH names. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  const candidates = named === undefined ? browsers : [named];
  return candidates.find((browser) => spawnSync(browser, ['--version']).status === 0);
}

/** Takes a picture of an HTML file. @throws Error with what the browser said */
export function screenshot(browser: string, html: string, png: string, height: number): void {
  const { status, stderr } = spawnSync(
    browser,
    [
      ...['--headless', '--disable-gpu', '--no-sandbox', '--hide-scrollbars'],
      `--window-size=560,${height}`,
      `--screenshot=${png}`,
      `file://${html}`,
    ],
    { encoding: 'utf8', timeout: 60_000 },
  );
  if (status !== 0) throw new Error(`${browser} took no picture of ${html}:\n${stderr}`);
}
