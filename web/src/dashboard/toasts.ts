import type { ReactiveControllerHost } from 'lit';

/** What a toast tells of, which decides how it looks. */
export type ToastKind = 'done' | 'waiting' | 'undone' | 'failed';

/** A message that goes by itself. */
export interface Toast {
  readonly kind: ToastKind;
  readonly text: string;
  /** What it tells of; a later toast about the same takes its place. */
  readonly about?: string;
  /** Whether what it tells of can be taken back, by `about`. */
  readonly canUndo?: boolean;
}

/** How long a toast stays, in milliseconds. */
const TOAST_MS = 8000;

/** So many are shown at once, the latest last. */
const MOST = 3;

/** The toasts of a page: distinct outcomes stay side by side until each has been there long enough. */
export class Toasts {
  shown: readonly Toast[] = [];
  private readonly timers = new Map<Toast, ReturnType<typeof setTimeout>>();

  constructor(private readonly host: ReactiveControllerHost) {}

  say(toast: Toast): void {
    const isOther = ({ about }: Toast) => about === undefined || about !== toast.about;
    this.show([...this.shown.filter(isOther), toast].slice(-MOST));
    this.timers.set(
      toast,
      setTimeout(() => {
        this.show(this.shown.filter((each) => each !== toast));
      }, TOAST_MS),
    );
  }

  clear(): void {
    this.show([]);
  }

  private show(toasts: readonly Toast[]): void {
    for (const toast of this.shown.filter((each) => !toasts.includes(each))) {
      clearTimeout(this.timers.get(toast));
      this.timers.delete(toast);
    }
    this.shown = toasts;
    this.host.requestUpdate();
  }
}
