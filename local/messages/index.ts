export { fcmError, sendgridError } from './fault';
export type { Fault, FaultyRequest } from './fault';
export type { Notes } from './page';
export type { ShownMail, ShownMessage, ShownPush } from './shownMessage';
export { startMessages } from './startMessages';
export type { Messages } from './startMessages';
