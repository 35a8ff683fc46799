import { clientAddress } from '../../../functions/src/platform/clientAddress';

test.each([
  ['what the front end saw', '203.0.113.7', '203.0.113.7'],
  ['not what the caller claims', '10.0.0.1, 198.51.100.2,203.0.113.7', '203.0.113.7'],
  ['the network of a household', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['the same, written short', '2001:db8:1:2::6', '2001:db8:1:2'],
  ['zeros in the network', '2001:DB8::6', '2001:db8:0:0'],
  ['leading zeros', '2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['an IPv4 address in IPv6 clothes', '::ffff:203.0.113.7', '::ffff:203.0.113.7'],
  ['the peer, without a front end', undefined, '127.0.0.1'],
  ['the peer, with an empty header', '', '127.0.0.1'],
])('it is %s', (_, forwarded, expected) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientAddress(headers, '127.0.0.1')).toBe(expected);
});
