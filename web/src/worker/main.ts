/// <reference lib="webworker" />
import { openShell, shellFor } from './shell';
import { type PushMessage, openAt, showMessage } from './push';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(openShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const answer = shellFor(event.request, self.location.origin);
  if (answer) event.respondWith(answer());
});

self.addEventListener('push', (event) => {
  const message = event.data?.json() as PushMessage | undefined;
  if (message) event.waitUntil(showMessage(self.registration, message));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openAt(self.clients, event.notification.data as unknown, self.location.origin));
});
