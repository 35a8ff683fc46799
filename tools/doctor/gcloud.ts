import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What gcloud answers to a command, as JSON; undefined when it fails or is not there. */
export type Gcloud = (...command: string[]) => Promise<unknown>;

/** What is known of a project without a command of gcloud for it: releases of rules, as the API lists them. */
export type ListReleases = (projectId: string) => Promise<unknown>;

const MAX_BYTES = 32 * 1024 * 1024;

/** The gcloud of this machine, which only looks: no command of the doctor changes anything. */
export const gcloud: Gcloud = async (...command) => {
  try {
    const args = [...command, '--format=json', '--quiet'];
    const { stdout } = await promisify(execFile)('gcloud', args, { maxBuffer: MAX_BYTES });
    return JSON.parse(stdout) as unknown;
  } catch {
    return undefined;
  }
};

/** Asks the Firebase Rules API as the account of gcloud; undefined when it does not answer. */
export const listReleases: ListReleases = async (projectId) => {
  const answer = (await gcloud('auth', 'print-access-token')) as { token?: string } | undefined;
  if (answer?.token === undefined) return undefined;
  const url = `https://firebaserules.googleapis.com/v1/projects/${projectId}/releases?pageSize=100`;
  const headers = { authorization: `Bearer ${answer.token}`, 'x-goog-user-project': projectId };
  const response = await fetch(url, { headers }).catch(() => undefined);
  return response?.ok === true ? response.json() : undefined;
};
