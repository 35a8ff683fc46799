import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { repository } from '../../local/suite/repository';
import { freePort } from '../support/freePort';

const secret = `whsec_${Buffer.from('a secret of this test').toString('base64')}`;

test('the tool says of each request whether it is signed, as docs/events.md has it called', async () => {
  const port = await freePort();
  const args = ['tools/main.ts', 'webhook-receiver', '--secret', secret, '--port', String(port)];
  const child = spawn(process.execPath, [join('node_modules', 'tsx/dist/cli.mjs'), ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  const printed = async (text: string) => {
    while (!output.includes(text)) await once(child.stdout, 'data');
  };
  const url = `http://127.0.0.1:${port}/streaks`;
  await printed(`Waiting at ${url}`);
  const body = '{"type":"streak.started"}';
  const at = new Date();
  const send = (signature: string) =>
    fetch(url, {
      ...{ method: 'POST', body },
      headers: {
        ...{ 'webhook-id': 'one', 'webhook-signature': signature },
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      },
    });
  const right = await send(new Webhook(secret).sign('one', at, body));
  const wrong = await send('v1,AAAA');
  expect([right.status, wrong.status]).toEqual([204, 401]);
  await printed(`\nsigned one ${body}\nNOT SIGNED one ${body}\n`);
  const ended = once(child, 'exit');
  child.kill();
  await ended;
});
