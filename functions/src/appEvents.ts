/** What an app is told: its types, and the schema that checks it. The entry `firestreak/events`. */

export {
  APP_EVENT_VERSION,
  type AppEvent,
  type AppEventOf,
  type AppEventType,
  appEvent,
} from './contracts/appEvents';
