import { expect, test } from 'vitest';
import { pingOf, refuseEverybody } from '../../src/desk/ping-role.ts';

const EVERYBODY = '1300000000000000007';
const AT_DISCORD = { workspace: `discord:${EVERYBODY}`, channel: 'discord:5' };

test.each([
  ['a role', '&123456789012345678', AT_DISCORD, '&123456789012345678'],
  ['nobody', null, AT_DISCORD, null],
  ['the server’s own role', `&${EVERYBODY}`, AT_DISCORD, null],
  [
    'another server’s own role, which is a role like any here',
    '&1300000000000000009',
    AT_DISCORD,
    '&1300000000000000009',
  ],
  ['a user group', '&S0DESK', { workspace: 'slack:T0DESK', channel: 'slack:T0DESK/C1' }, '&S0DESK'],
])('a post for which %s is set pings nobody but a role that is not everybody', (_, ping, scope, pinged) => {
  expect(pingOf(ping, scope)).toBe(pinged);
  if (ping === pinged) expect(() => refuseEverybody(ping, scope)).not.toThrow();
  else expect(() => refuseEverybody(ping, scope)).toThrow('a role that is not everybody');
});
