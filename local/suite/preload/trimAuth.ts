import { firebaseTools } from './firebaseTools';

/** Parts of the Auth emulator's API that no Firestreak client uses. */
const UNUSED = /tenant|mfa|passkey/i;

/** Tells operations that the emulator refuses as not implemented from those that it has. */
const IMPLEMENTED =
  /^\/(v1\/accounts|v1\/projects|v1\/recaptchaParams|v1\/token|v2\/projects\/\{targetProjectId\}\/config|emulator)/;

/** Most of the suite's start would be the Auth emulator compiling its whole API. */
export function trimAuth(): void {
  const { paths } = firebaseTools('emulator/auth/apiSpec').default;
  for (const path of Object.keys(paths)) {
    if (UNUSED.test(path) || !IMPLEMENTED.test(path)) Reflect.deleteProperty(paths, path);
  }
}
