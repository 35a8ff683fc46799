import { readFileSync } from 'node:fs';
import { type EmulatedTask, type TaskQueue, firebaseTools } from './firebaseTools';

/** How often it is looked whether the time of a task has come by itself. */
const LOOK_MS = 1000;

/** Tasks that wait for their time. */
export interface HeldTasks {
  /** When the next one is due, in milliseconds since the epoch; infinity when none waits. */
  nextAt(): number;
  /** Hands over what is due by local time. */
  release(): void;
  /** Whether any task is under way. */
  isBusy(): boolean;
}

/**
 * Has tasks wait for their time, by the suite's clock: the Tasks emulator of firebase-tools runs them at
 * once. As in production a name is taken only once.
 */
export function holdTasks(clockFile: string): HeldTasks {
  const { prototype } = firebaseTools('emulator/taskQueue').TaskQueue;
  const enqueue = Reflect.get(prototype, 'enqueue');
  const queues = new Set<TaskQueue>();
  const names = new Set<string>();
  let held: { readonly queue: TaskQueue; readonly task: EmulatedTask; readonly at: number }[] = [];
  const now = () => Date.now() + Number(readFileSync(clockFile, 'utf8'));

  prototype.enqueue = function (task) {
    if (names.has(task.name)) throw new Error(`A task is called ${task.name} already.`);
    names.add(task.name);
    queues.add(this);
    const at = Date.parse(task.scheduleTime ?? '') || 0;
    if (at > now()) held.push({ queue: this, task, at });
    else enqueue.call(this, task);
  };
  const release = () => {
    if (held.length === 0) return;
    const time = now();
    const due = held.filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
    held = held.filter(({ at }) => at > time);
    for (const { queue, task } of due) enqueue.call(queue, task);
  };
  setInterval(release, LOOK_MS).unref();
  return {
    nextAt: () => Math.min(Infinity, ...held.map(({ at }) => at)),
    release,
    isBusy: () => [...queues].some((queue) => queue.isActive()),
  };
}
