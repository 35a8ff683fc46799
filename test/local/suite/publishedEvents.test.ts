import { PubSub } from '@google-cloud/pubsub';
import { EventEmitter, once } from 'node:events';
import { startPubsub } from '../../../local/pubsub/index';
import { hearPublishedEvents } from '../../../local/suite/publishedEvents';

test('the suite makes the topic of events and hears what is published there, in order', async () => {
  const pubsub = await startPubsub({ port: 0 });
  const heard: string[] = [];
  const all = new EventEmitter();
  const suite = await hearPublishedEvents('demo-x', Number(pubsub.host.split(':')[1]), (json) => {
    if (heard.push(json) === 5) all.emit('heard');
  });
  const client = new PubSub({
    ...{ projectId: 'demo-x', apiEndpoint: pubsub.host, emulatorMode: true },
  });
  const topic = client.topic('streak-events', { messageOrdering: true });
  const isHeard = once(all, 'heard');
  for (let number = 0; number < 5; number += 1) {
    await topic.publishMessage({ json: { number }, orderingKey: 'ada' });
  }
  await isHeard;
  expect(heard).toEqual([0, 1, 2, 3, 4].map((number) => JSON.stringify({ number })));
  await suite.close();
  await client.close();
  pubsub.close();
});
