import { runCommand, parseCommandLine } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { startReceiver } from './receiver';

const usage = `Usage: npm run tool -- webhook-receiver --secret SECRET [OPTIONS]

Receives webhooks on this machine, says whether each is signed, and prints it.

  --secret SECRET  one of WEBHOOK_SIGNING_SECRETS: whsec_ and base64
  --port N         default: 9400
  --status N       what it answers with, to see retries; default: 204`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      secret: { type: 'string' },
      port: { type: 'string', default: '9400' },
      status: { type: 'string', default: '204' },
    },
  });
  const { secret } = values;
  if (secret === undefined) throw new UsageError('--secret is missing.');
  const receiver = await startReceiver(
    secret,
    ({ headers, body, isSigned }) => {
      const sign = isSigned ? 'signed' : 'NOT SIGNED';
      process.stdout.write(`${sign} ${headers['webhook-id'] ?? ''} ${body}\n`);
      return Number(values.status);
    },
    Number(values.port),
  );
  process.stdout.write(`Waiting at ${receiver.url}\n`);
}

runCommand(usage, main);
