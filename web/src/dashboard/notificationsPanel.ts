import { LitElement, html } from 'lit';
import type { RequestOf, ResponseOf } from '../../../client/src';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import { failureInWords } from './messages';
import { ownDevice, turnPushOn } from './pushHere';
import { say } from './words/say';

type Preferences = ResponseOf<'getPreferences'>;
type Patch = RequestOf<'updatePreferences'>;

/** Preferences on a backend; each change is saved at once, one after the other, and goes back if that fails. */
export class NotificationsPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    features: { attribute: false },
    timeZone: { attribute: 'time-zone' },
    uid: {},
    pushProblem: { state: true },
    problem: { state: true },
    unsaved: { state: true },
  };

  declare backend: Backend;
  /** A change of it is an occasion to ask again, if nothing is known yet. */
  declare streak: unknown;
  /** What is deployed. */
  declare features: readonly string[] | undefined;
  /** The user's zone. */
  declare timeZone: string;
  declare uid: string;
  /** Why push was not turned on, or a device not removed. */
  declare private pushProblem: string;
  declare private problem: string;
  /** Changes that are shown already and not saved yet, oldest first. */
  declare private unsaved: readonly Patch[];
  private saving = Promise.resolve();
  private readonly devices = new Latest(this, async () => {
    const { devices } = await this.backend.call.listDevices();
    return devices;
  });
  private readonly preferences = new Latest(this, () => this.backend.call.getPreferences());

  constructor() {
    super();
    this.timeZone = 'UTC';
    this.uid = '';
    this.pushProblem = '';
    this.problem = '';
    this.unsaved = [];
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('streak')) return;
    if (!this.preferences.value) void this.preferences.load();
    if (!this.devices.value) void this.devices.load();
  }

  protected override render() {
    const push = this.backend.push.state();
    const canArrive = push === 'allowed' || push === 'ask' || this.devices.value?.length !== 0;
    return html`<streak-notifications
        ?no-push=${!canArrive}
        .features=${this.features}
        .preferences=${this.shown}
        problem=${this.problem || this.preferences.problem}
        @streak-preferences=${({ detail }: CustomEvent<Patch>) => {
          this.save(detail);
        }}
        @streak-retry=${() => this.preferences.load()}
      ></streak-notifications>
      <streak-devices
        .features=${this.features}
        .devices=${this.devices.value}
        own=${ownDevice(this.uid)}
        push=${push}
        time-zone=${this.timeZone}
        problem=${this.pushProblem || this.devices.problem}
        @streak-push-on=${this.turnOn}
        @streak-remove-device=${({ detail }: CustomEvent<{ deviceId: string }>) =>
          this.removeDevice(detail)}
        @streak-retry=${() => this.devices.load()}
      ></streak-devices>`;
  }

  private readonly turnOn = async (): Promise<void> => {
    try {
      const isOn = await turnPushOn(this.backend, this.uid);
      this.pushProblem = '';
      if (isOn) await this.devices.load();
    } catch (error) {
      this.pushProblem = failureInWords(error);
    }
    this.requestUpdate(); // what the browser allows may have changed
  };

  private async removeDevice({ deviceId }: { readonly deviceId: string }): Promise<void> {
    try {
      await this.backend.call.unregisterDevice({ deviceId });
      this.pushProblem = '';
      this.devices.set((this.devices.value ?? []).filter((each) => each.deviceId !== deviceId));
    } catch (error) {
      this.pushProblem = failureInWords(error);
    }
  }

  /** What is saved, with the changes that are under way. */
  private get shown(): Preferences | undefined {
    return this.preferences.value && this.unsaved.reduce(patched, { ...this.preferences.value });
  }

  private save(patch: Patch): void {
    this.unsaved = [...this.unsaved, patch];
    this.problem = '';
    this.saving = this.saving.then(async () => {
      try {
        this.preferences.set(await this.backend.call.updatePreferences(patch));
      } catch (error) {
        this.problem = say('page.notSaved', { problem: failureInWords(error) });
      }
      this.unsaved = this.unsaved.filter((each) => each !== patch);
    });
  }
}

/** Preferences as they are once a change is saved. */
export function patched(saved: Preferences, { channels, kinds, ...others }: Patch): Preferences {
  const told = Object.entries(saved.kinds).map(([kind, by]) => [
    kind,
    { ...by, ...kinds?.[kind as keyof Preferences['kinds']] },
  ]);
  return {
    ...saved,
    ...(others as Partial<Preferences>),
    channels: { ...saved.channels, ...channels } as Preferences['channels'],
    kinds: Object.fromEntries(told) as Preferences['kinds'],
  };
}
