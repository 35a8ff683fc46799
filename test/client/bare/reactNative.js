// What React Native gives to a program in Hermes besides the language, as far as the client and the Firebase SDK
// need it, over a network that `setOnline` switches on. Hermes alone runs timers at once, so none runs here.
const nothing = () => undefined;
const texts = new Map();
const sent = [];
let isOnline = false;

class AbortController {
  signal = { aborted: false, addEventListener: nothing };
  abort = nothing;
}

async function fetch(url, { body }) {
  if (!isOnline) throw new TypeError('Network request failed');
  const { data } = JSON.parse(body);
  sent.push({ url: String(url), data });
  const answer = { result: { activityId: data.activityId } };
  return { status: 200, ok: true, json: async () => answer };
}

Object.assign(globalThis, {
  ...{ global: globalThis, fetch, AbortController, performance: { now: Date.now } },
  console: { log: nothing, warn: nothing, error: nothing, info: nothing },
  ...{ setTimeout: () => 0, clearTimeout: nothing, setInterval: () => 0, clearInterval: nothing },
  storage: {
    getItem: async (key) => texts.get(key) ?? null,
    setItem: async (key, text) => void texts.set(key, text),
  },
  setOnline: () => void (isOnline = true),
  finish: (outcome) => {
    globalThis.print(JSON.stringify({ ...outcome, sent, kept: [...texts.keys()] }));
  },
});
