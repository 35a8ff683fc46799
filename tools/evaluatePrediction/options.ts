import { parseCommandLine } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';

export const usage = `Usage: npm run tool -- evaluate-prediction FILE [--json] [--no-prior] [--frozen] [--split-users]
                                            [--share NUMBER] [--forecasts FILE] [--write-model FILE]

  FILE           activity log, as for npm run replay
  --json         print the scores as JSON
  --no-prior     know nothing but the log: leave out the model that is shipped
  --frozen       learn nothing as weeks go by: the model stays what it was at the start
  --split-users  learn from one half of the users and score the other
  --share        how much of the log's time is not scored (default 0.6), but learnt from
  --forecasts    write every scored day to this file: user, day, likelihood, active (TSV)
  --write-model  write what that share leads to to this file (JSON), and score nothing`;

export interface EvaluateOptions {
  readonly file: string;
  readonly asJson: boolean;
  readonly usePrior: boolean;
  readonly isLive: boolean;
  readonly splitUsers: boolean;
  /** 0 to 1. */
  readonly share: number;
  readonly forecasts: string | undefined;
  readonly model: string | undefined;
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): EvaluateOptions {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      json: flag,
      'no-prior': flag,
      frozen: flag,
      'split-users': flag,
      share: { type: 'string', default: '0.6' },
      forecasts: { type: 'string' },
      'write-model': { type: 'string' },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('Name one activity log.');
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) throw new UsageError('--share needs a number from 0 to 1.');
  return {
    file,
    asJson: values.json,
    usePrior: !values['no-prior'],
    isLive: !values.frozen,
    splitUsers: values['split-users'],
    share,
    forecasts: values.forecasts,
    model: values['write-model'],
  };
}
