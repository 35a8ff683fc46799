import { race } from '../../tools/challengeBench/race';

test('who joins on several instances at once gets exactly the places that there are', async () => {
  const outcome = await race({ users: 90, capacity: 60, instances: 3, atOnce: 10 });
  expect(outcome).toMatchObject({
    ...{ joined: 60, refused: 30, failures: [], stored: 60, listed: 60 },
    ...{ slots: 3, busiest: 20, untouched: true },
  });
});
