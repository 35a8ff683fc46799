import type { FirebaseOptions } from 'firebase/app';

/** The project of the site that this page is on. */
export interface FirebaseSetup {
  readonly config: FirebaseOptions;
  /** Where the emulators are, if it is on them. */
  readonly authEmulator?: string;
  readonly functionsEmulator?: { readonly host: string; readonly port: number };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The project and its emulators, as Hosting tells them: its script calls these functions of a
 * `firebase` that it expects to find. Real Hosting names no emulators.
 *
 * @throws Error when this is not Firebase Hosting
 */
export async function firebaseSetup(): Promise<FirebaseSetup> {
  const setup: Partial<Mutable<FirebaseSetup>> = {};
  const firebase = {
    initializeApp: (config: FirebaseOptions) => {
      setup.config = config;
    },
    auth: () => ({
      useEmulator: (url: string) => {
        setup.authEmulator = url;
      },
    }),
    functions: () => ({
      useEmulator: (host: string, port: number) => {
        setup.functionsEmulator = { host, port };
      },
    }),
  };
  Object.assign(globalThis, { firebase });
  await run('/__/firebase/init.js?useEmulator=true');
  Reflect.deleteProperty(globalThis, 'firebase');
  const { config, ...emulators } = setup;
  if (!config) throw new Error('Firebase Hosting did not say which project this is.');
  return { config, ...emulators };
}

function run(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      reject(new Error(`${source} could not be loaded.`));
    };
    document.head.append(script);
  });
}
