import { createSign, generateKeyPairSync } from 'node:crypto';
import { cloud } from '../../functions/src/cloud';
import { deploy } from '../../functions/src/deploy';
import { clock } from '../../functions/src/platform/clock';
import type { Ports } from '../../functions/src/ports';
import {
  type Fault,
  type FaultyRequest,
  type Messages,
  type ShownMail,
  type ShownPush,
  startMessages,
} from '../../local/messages';
import type { AccountsServer } from '../support/accountsServer';
import { type App, startApp } from './app';

/** The deployed functions with an FCM, a SendGrid and an Auth of their own, on one machine. */
export interface Messaging {
  readonly app: App;
  readonly messages: Messages;
  readonly accounts: AccountsServer['accounts'];
  readonly pushes: () => ShownPush[];
  readonly mails: () => ShownMail[];
  /** Chooses what goes wrong; undefined: nothing. */
  fail(fault?: (request: FaultyRequest) => Fault | undefined): void;
  /** A user with a verified address and a device, in Berlin unless told otherwise. */
  user(uid: string): Promise<void>;
  /** Hands an event of a user to its trigger once more, on another instance. */
  redeliver(uid: string, eventId: string): Promise<void>;
  /** Lets time pass: every task runs at its time. */
  until(instant: string): Promise<void>;
  /** Posts events as SendGrid does, signed now with its current or its previous key. */
  report(events: readonly object[], key?: 'current' | 'previous' | 'wrong'): Promise<number>;
  /** Posts a body with headers that SendGrid would sign, unless one is another: @returns the status */
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<number>;
  close(): Promise<void>;
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const keys = { current: pair(), previous: pair(), wrong: pair() };
const publicKey = (name: keyof typeof keys) =>
  keys[name].publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** What the names of SendGrid's headers begin with. */
export const HEADER = 'x-twilio-email-event-webhook-';

export const token = (uid: string) => `token-of-${uid}-0123456789`;

/** Starts it. Load nothing that sends before. */
export async function startMessaging(ports: Ports = cloud): Promise<Messaging> {
  let chosen: ((request: FaultyRequest) => Fault | undefined) | undefined;
  const messages = await startMessages({ fault: (request) => chosen?.(request) });
  Object.assign(process.env, {
    FIRESTREAK_MESSAGES_HOST: messages.host,
    PUSH_ENABLED: 'true',
    EMAIL_ENABLED: 'true',
    MAIL_FROM: 'Streaks <streak@example.com>',
    APP_URL: 'https://app.example.com',
    UNSUBSCRIBE_URL: 'https://app.example.com/unsubscribe',
    SENDGRID_API_KEY: 'SG.test',
    SENDGRID_WEBHOOK_KEYS: `${publicKey('current')},${publicKey('previous')}`,
    UNSUBSCRIBE_SIGNING_KEYS: 'new-key,old-key',
  });
  const app = await startApp(ports);
  const { host, auth } = app;
  const { accounts } = auth;
  const signedWith = (key: keyof typeof keys, timestamp: string, body: string) => ({
    [`${HEADER}signature`]: createSign('sha256')
      .update(timestamp)
      .update(body)
      .sign(keys[key].privateKey, 'base64'),
    [`${HEADER}timestamp`]: timestamp,
  });
  const post = async (body: string, headers: Readonly<Record<string, string>>) => {
    const url = host.url('sendgridEvents');
    const all = { 'content-type': 'application/json', ...headers };
    return (await fetch(url, { method: 'POST', headers: all, body })).status;
  };
  const seconds = () => String(Math.floor(clock.now() / 1000));
  return {
    app,
    messages,
    accounts,
    pushes: () => messages.messages.filter((message) => message.channel === 'push'),
    mails: () => messages.messages.filter((message) => message.channel === 'email'),
    fail: (fault) => {
      chosen = fault;
    },
    user: async (uid) => {
      accounts.set(uid, { email: `${uid}@example.com`, emailVerified: true });
      await app.call(uid, 'registerDevice', { token: token(uid), platform: 'android' });
    },
    redeliver: async (uid, eventId) => {
      const data = await app.db.doc(`users/${uid}/events/${eventId}`).get();
      const time = new Date(clock.now()).toISOString();
      const event = { id: `again-${eventId}`, time, params: { uid, eventId }, data };
      await deploy(ports).onStreakEvent.run(event as never);
    },
    until: async (instant) => {
      await host.idle();
      for (;;) {
        const [next] = host.tasks.scheduled;
        if (!next || next.time > new Date(instant)) break;
        app.at(next.time.toISOString());
        await host.tasks.runUntil(next.time);
        await host.idle();
      }
      app.at(instant);
    },
    report: (events, key = 'current') => {
      const body = JSON.stringify(events);
      return post(body, signedWith(key, seconds(), body));
    },
    post: (body, headers = {}) => {
      const timestamp = headers[`${HEADER}timestamp`] ?? seconds();
      return post(body, { ...signedWith('current', timestamp, body), ...headers });
    },
    close: async () => {
      await app.close();
      await messages.close();
    },
  };
}
