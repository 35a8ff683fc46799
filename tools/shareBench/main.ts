import { renderPng } from '../../functions/src/platform/renderPng';
import type { Card } from '../../functions/src/contracts/shares';
import { cardSvg } from '../../functions/src/features/sharing/cardSvg';
import { wordsWith } from '../../functions/src/features/sharing/words';
import { catalogues } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import { runCommand } from '../../local/suite/commandLine';

const usage = `Usage: npm run tool -- share-bench

Draws 500 cards one after another and prints how long one takes, in milliseconds, and the memory that the
process holds. Ten more warm up first and are not timed.`;

const WARM_UP = 10;
const CARDS = 500;
const SHOW_MEMORY_EVERY = 100;

const cardOfDay = (streak: number): Card => ({
  kind: 'streak',
  theme: 'dark',
  name: `Learner ${streak}`,
  streak,
  longest: streak + 7,
  level: { level: 12, tier: 'Scholar' },
  badges: ['Early bird', 'A month'],
  calendar: Array.from({ length: 14 }, (_, day) => (day + streak) % 3),
});

async function main(): Promise<void> {
  const times: number[] = [];
  const words = wordsWith(await loadTemplates(), catalogues)();
  for (let number = 1; number <= WARM_UP + CARDS; number += 1) {
    const start = performance.now();
    await renderPng(cardSvg(cardOfDay(number), 'card', words));
    if (number > WARM_UP) times.push(performance.now() - start);
    if (number > WARM_UP && times.length % SHOW_MEMORY_EVERY === 0) {
      const mebibytes = Math.round(process.memoryUsage().rss / 2 ** 20);
      process.stdout.write(`${times.length} images: ${mebibytes} MiB resident\n`);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * CARDS)]?.toFixed(1);
  process.stdout.write(`p50 ${at(0.5)} ms, p95 ${at(0.95)} ms\n`);
}

runCommand(usage, main);
