// Runs the client in a context that has what Hermes and React Native have, and nothing else of a browser or of Node:
// no `crypto`, no `indexedDB`, no `navigator`, no `location`. Prints what became of an activity.
import { createContext, runInContext } from 'node:vm';
import { bundle } from './bundle.mjs';

const { console, performance, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
const { AbortController } = globalThis;

const texts = new Map();
const sent = [];
let isOnline = false;
const storage = {
  getItem: async (key) => texts.get(key) ?? null,
  setItem: async (key, text) => void texts.set(key, text),
};

async function fetch(url, { body }) {
  if (!isOnline) throw new TypeError('Network request failed');
  const { data } = JSON.parse(body);
  sent.push({ url: String(url), data });
  const result = { activityId: data.activityId };
  return { status: 200, ok: true, json: async () => ({ result }), text: async () => '' };
}

const context = createContext({
  ...{ fetch, console, performance, setTimeout, clearTimeout, setInterval, clearInterval },
  ...{ AbortController, storage, setOnline: () => void (isOnline = true) },
});
context.global = runInContext('globalThis', context); // as in React Native
const outcome = await runInContext(`${await bundle()}\nbare.logOne(storage, setOnline)`, context);
const lacks = ['crypto', 'indexedDB', 'navigator', 'location', 'process', 'window', 'self'];
const present = lacks.filter((name) => runInContext(`typeof ${name} !== 'undefined'`, context));
process.stdout.write(JSON.stringify({ ...outcome, sent, kept: [...texts.keys()], present }));
process.exit(0);
