import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type AppEvent, appEvent } from '../../functions/src/contracts/appEvents';
import { channelBy } from '../../functions/src/platform/eventarc';

const CHANNEL = 'projects/my-app/locations/europe-west1/channels/firebase';

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly events: readonly Record<string, unknown>[] };
}

/** Stands in for https://eventarcpublishing.googleapis.com/v1. */
let service: Server;
let app: App;
let requests: Request[] = [];
let answer = 200;

beforeAll(async () => {
  service = createServer((request, response) => {
    const { url: path = '', method = '', headers } = request;
    void text(request).then((body) => {
      requests.push({ path, method, headers, body: JSON.parse(body) as Request['body'] });
      response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  const { port } = service.address() as AddressInfo;
  process.env['CLOUD_EVENTARC_EMULATOR_HOST'] = `http://127.0.0.1:${port}`; // the library's own
  const token = { access_token: 'a-token', expires_in: 3600 };
  const credential = { getAccessToken: () => Promise.resolve(token) };
  app = initializeApp({ projectId: 'my-app', credential }, 'eventarc');
});

beforeEach(() => {
  requests = [];
  answer = 200;
});

afterAll(async () => {
  delete process.env['CLOUD_EVENTARC_EMULATOR_HOST'];
  await deleteApp(app);
  service.closeAllConnections();
  await new Promise((done) => service.close(done));
});

const publish = channelBy(
  () => app,
  () => CHANNEL,
  '//firestreak/my-app/europe-west1/',
);

const event: AppEvent = {
  ...{ id: 'a1.1772452800004', type: 'streak.broken', version: 1, correlationId: 'of-the-run' },
  timestamp: '2026-03-08T12:00:00.000Z',
  data: {
    ...{ uid: 'ada', sequence: 1772452800004, day: '2026-03-07', backdated: false },
    ...{ lost: 7, streak: null },
  },
};

test('an event is published on the channel as a CloudEvent, with the whole event as its data', async () => {
  await publish(event);
  const [request, ...others] = requests;
  expect(others).toEqual([]);
  expect([request?.method, request?.path]).toEqual(['POST', `/${CHANNEL}:publishEvents`]);
  expect(request?.headers.authorization).toBe('Bearer a-token');
  // https://cloud.google.com/eventarc/docs/reference/publishing/rest/v1/projects.locations.channels/publishEvents
  expect(request?.body).toEqual({
    events: [
      {
        '@type': 'type.googleapis.com/io.cloudevents.v1.CloudEvent',
        id: 'a1.1772452800004',
        source: '//firestreak/my-app/europe-west1/',
        specVersion: '1.0',
        type: 'firestreak.streak.broken.v1',
        attributes: {
          time: { ceTimestamp: '2026-03-08T12:00:00.000Z' },
          subject: { ceString: 'ada' },
          datacontenttype: { ceString: 'application/json' },
        },
        textData: JSON.stringify(event),
      },
    ],
  });
});

test('what a function is handed is the event, by the schema of the package', async () => {
  await publish(event);
  const [handed] = requests[0]?.body.events ?? [];
  expect(appEvent.parse(JSON.parse(String(handed?.['textData'])))).toEqual(event);
});

test('what the channel does not take is thrown, so that it is published again', async () => {
  answer = 404; // the channel is missing; the library itself tries a 503 again
  await expect(publish(event)).rejects.toThrow('404');
});
