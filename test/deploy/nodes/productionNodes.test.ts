import { hasProductionNode, productionNodes, remarksOnNode } from './productionNodes';

const linux = { platform: 'linux', arch: 'x64', execPath: '/bin/node' };
const mac = { platform: 'darwin', arch: 'arm64', execPath: '/bin/node' };

const older = 'Node 20.19.0 runs the tests. Production has 22 and 24.';
const lacking =
  'What is deployed was NOT tried on Node 22 and 24, which npm lacks for darwin arm64';

test.each([
  [{ ...linux, version: 'v20.19.0' }, [older]],
  [{ ...linux, version: 'v22.13.0' }, []],
  [{ ...mac, version: 'v24.1.0' }, [`${lacking}, but on Node 24.1.0.`]],
  [{ ...mac, version: 'v20.19.0' }, [older, `${lacking}.`]],
])('on %j is said which Node runs and which does not', (machine, remarks) => {
  expect(remarksOnNode(machine)).toEqual(remarks);
});

test('where npm has none of the binaries, a Node that production could have stands for them', () => {
  const current = { ...mac, version: 'v24.1.0' };
  expect(productionNodes(current)).toEqual([{ version: 'v24', path: '/bin/node' }]);
  const old = { ...mac, version: 'v20.19.0' };
  expect(productionNodes(old)).toEqual([]);
  expect([current, old].map(hasProductionNode)).toEqual([true, false]);
});
