import type { ExplainStreakResponse } from '../../functions/src/contracts/streaks';

/** An answer for a person: a line a day where days are explained, JSON otherwise. */
export function answerInWords(command: string, answer: unknown): string {
  if (command !== 'explain') return JSON.stringify(answer, null, 2);
  const { days } = answer as ExplainStreakResponse;
  return days
    .map(({ day, verdict, current, freezes, timeZone, reason }) =>
      [day, verdict.padEnd(7), `run ${current}`.padEnd(8), `${freezes} fr`, timeZone, reason].join(
        '  ',
      ),
    )
    .join('\n');
}
