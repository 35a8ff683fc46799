import { spawnSync } from 'node:child_process';

/** MiB of resident memory of a process and all that it has started. Needs `ps`. */
export function residentMiB(root: number): number {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const processes = stdout.split('\n').flatMap((line) => {
    const [pid, parent, kib] = line.trim().split(/\s+/).map(Number);
    return pid === undefined || parent === undefined || kib === undefined
      ? []
      : [{ pid, parent, kib }];
  });
  const family = new Set([root]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  const kib = processes
    .filter(({ pid }) => family.has(pid))
    .reduce((sum, each) => sum + each.kib, 0);
  return Math.round(kib / 1024);
}

/** Watches a process's memory until stopped. */
export function watchMemory(pid: number): { readonly peakMiB: () => number; stop(): void } {
  let peak = residentMiB(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMiB(pid));
  }, 500);
  return {
    peakMiB: () => peak,
    stop: () => {
      clearInterval(timer);
    },
  };
}
