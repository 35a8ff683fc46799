import { type Ports, services } from '../ports';
import { firebaseTools } from './firebaseTools';

/** Puts ports in the place of those in firebase.json. */
export function choosePorts(ports: Ports): void {
  const { Config } = firebaseTools('config');
  const load = Config.load.bind(Config);
  Config.load = (...args) => {
    const config = load(...args);
    for (const service of services) {
      if (service !== 'messages') config?.set(`emulators.${service}.port`, ports[service]);
    }
    return config;
  };
}
