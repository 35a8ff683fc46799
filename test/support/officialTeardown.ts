import './officialSetup';

export default async function officialTeardown(): Promise<void> {
  await globalThis.officialSuite?.close();
}
