import { callable } from '../../platform/callable';
import { clock } from '../../platform/clock';
import { database } from '../../platform/firestore';
import { registerDeviceContract, unregisterDeviceContract } from './contract';
import { registerDevice as register } from './registerDevice';
import { unregisterDevice as unregister } from './unregisterDevice';

/** `registerDevice`, see docs/api.md. */
export const registerDevice = callable(registerDeviceContract, (caller, request) =>
  register({ db: database(), now: () => clock.now() }, caller, request),
);

/** `unregisterDevice`, see docs/api.md. */
export const unregisterDevice = callable(unregisterDeviceContract, (caller, request) =>
  unregister({ db: database() }, caller, request),
);
