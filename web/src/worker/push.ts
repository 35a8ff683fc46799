/** A message as FCM hands it to a browser. */
export interface PushMessage {
  readonly notification?: {
    readonly title?: string;
    readonly body?: string;
    readonly tag?: string;
  };
  readonly fcmOptions?: { readonly link?: string };
  readonly data?: Readonly<Record<string, string>>;
}

/** Shows a message. One about the same thing takes the place of the one before. */
export async function showMessage(
  registration: Pick<ServiceWorkerRegistration, 'showNotification'>,
  { notification = {}, fcmOptions = {}, data = {} }: PushMessage,
): Promise<void> {
  const { title = 'Firestreak', body = '', tag = '' } = notification;
  const link = fcmOptions.link ?? data['link'] ?? '/';
  await registration.showNotification(title, {
    ...{ body, tag, dir: 'auto' },
    ...{ icon: '/icon-192.png', badge: '/icon.svg', data: { link } },
  });
}

/** Goes to what a message is about: in the page, where it is open already. Only to this site. */
export async function openAt(
  clients: Pick<Clients, 'matchAll' | 'openWindow'>,
  data: unknown,
  origin: string,
): Promise<void> {
  const { link } = (data ?? {}) as { link?: unknown };
  const asked = new URL(typeof link === 'string' ? link : '/', origin);
  const url = asked.origin === origin ? asked.href : origin;
  const [open] = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!open) {
    await clients.openWindow(url);
    return;
  }
  const shown = await open.focus();
  await shown.navigate(url);
}
