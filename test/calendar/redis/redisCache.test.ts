import { createClient } from '@redis/client';
import { redisCache } from '../../../functions/src/features/calendar/calendarCache';
import { type Redis, openRedis } from '../../../functions/src/platform/redis';
import { redisServerPath, startRedis } from '../../support/redisServer';
import { cacheContract } from '../cacheContract';

let server: Awaited<ReturnType<typeof startRedis>>;
let redis: Promise<Redis>;
const cache = () => redisCache(() => redis);

beforeAll(async () => {
  server = await startRedis(redisServerPath() ?? '');
  redis = openRedis(server.url);
});

afterAll(async () => {
  (await redis).close();
  await server.close();
});

describe('a cache in Redis', () => {
  cacheContract(cache, async (key) => {
    const client = await createClient({ url: server.url }).connect();
    const left = await client.pTTL(`firestreak:calendar:${key}`);
    client.destroy();
    return left;
  });

  test('says so at once when the server is gone', async () => {
    const other = await startRedis(redisServerPath() ?? '');
    const connection = openRedis(other.url);
    const lost = redisCache(() => connection);
    expect(await lost.load(['any'])).toEqual([undefined]);
    await other.close();
    await expect(lost.load(['any'])).rejects.toThrow();
    const entry = { asOf: 1, sealed: null };
    await expect(lost.keep('any', entry)).rejects.toThrow();
    (await connection).close();
  });
});
