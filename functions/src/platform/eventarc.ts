import type { App } from 'firebase-admin/app';
import type { AppEvent } from '../contracts/appEvents';

/** Publishes an app event on the channel of Eventarc. @throws when it was not taken */
export type PublishToChannel = (event: AppEvent) => Promise<void>;

/**
 * Publishes on a channel of Eventarc as function kits and extensions do: as a CloudEvent.
 *
 * @param channel `projects/P/locations/L/channels/C`
 * @param source names this installation
 */
export function channelBy(app: () => App, channel: () => string, source: string): PublishToChannel {
  return async (event) => {
    const { getEventarc } = await import('firebase-admin/eventarc');
    const { id, type, version, timestamp: time, data } = event;
    await getEventarc(app())
      .channel(channel())
      .publish({
        ...{ specversion: '1.0', id, source, time, type: `firestreak.${type}.v${version}` },
        ...{ subject: data.uid, datacontenttype: 'application/json', data: event },
      });
  };
}
