import { callable } from '../../platform/callable';
import { seen } from '../../retention/markSeen';
import { clock } from '../../platform/clock';
import { database } from '../../platform/firestore';
import { registerDeviceContract, unregisterDeviceContract } from './contract';
import { registerDevice as register } from './registerDevice';
import { unregisterDevice as unregister } from './unregisterDevice';

/** `registerDevice`, see docs/api.md. */
export const registerDevice = callable(
  registerDeviceContract,
  seen((caller, request) => register({ db: database(), now: () => clock.now() }, caller, request)),
);

/** `unregisterDevice`, see docs/api.md. */
export const unregisterDevice = callable(
  unregisterDeviceContract,
  seen((caller, request) => unregister({ db: database() }, caller, request)),
);
