import { type App, getApps, initializeApp } from 'firebase-admin/app';

/** The app of the admin SDK that all adapters share, made when first used. */
export function appForAdmin(): App {
  return getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
}
