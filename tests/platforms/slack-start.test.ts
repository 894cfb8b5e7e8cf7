import { createServer as createHttp } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { NeedsAdmin } from '../../src/delivery/platform.ts';
import { freePort } from '../doubles/free-port.ts';
import { SLOW_ANSWER_MS } from '../doubles/patience.ts';
import { startSlack } from '../doubles/slack/index.ts';
import { openDesk } from './slack-desk.ts';

const has = (text: string) => (message: object) => JSON.stringify(message).includes(text);

test.each([
  ['a wrong bot token', { botToken: 'xoxb-wrong' }, 'SLACK_BOT_TOKEN'],
  ['a wrong app token', { appToken: 'xapp-wrong' }, 'SLACK_APP_TOKEN'],
  ['no way in', { appToken: null }, 'SLACK_SIGNING_SECRET'],
  ['no token', { botToken: null }, 'SLACK_BOT_TOKEN'],
])('%s ends the start in words', async (_, settings, words) => {
  await using slack = await startSlack();
  const error = await openDesk(settings, { slack }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(NeedsAdmin);
  expect(String(error)).toContain(words);
});

test('a socket that Slack ends or that breaks is opened again', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  for (const end of [() => slack.socket.sendDisconnect('refresh_requested'), () => slack.socket.cut()]) {
    end();
    await slack.socket.connected();
    person.slash('/summarize https://news.example/a');
    await desk.asked('summarize');
  }
  expect(slack.journal.violations()).toEqual([]);
});

test('what is told again to another process finds its own reply, and nobody sees a second one', async () => {
  await using slack = await startSlack();
  const channel = slack.world.addChannel();
  const person = slack.person(slack.world.addUser().id, channel.id);
  const first = await openDesk({}, { slack });
  const { ts } = person.mention('https://news.example/a');
  const asked = await first.asked('summarize');
  await first[Symbol.asyncDispose]();
  const second = await openDesk({}, { slack, replies: first.replies });
  await slack.socket.connected();
  await slack.socket.redeliver();
  expect((await second.asked('summarize')).reply).toBe(asked.reply);
  await second.finish(asked.reply);
  await person.waitsFor(has('Bridge reopens'));
  expect(person.sees(ts ?? '').filter(({ bot_id }) => bot_id)).toHaveLength(1);
  person.slash('/help');
  await person.waitsFor(has('Here is what there is'));
  const third = await openDesk({}, { slack, replies: first.replies });
  await second[Symbol.asyncDispose]();
  await slack.socket.redeliver();
  // Closing lets everything end that is under way.
  await third[Symbol.asyncDispose]();
  expect(slack.messages(channel.id).filter(has('Here is what there is'))).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('closing while Slack can’t be reached brings nothing down', async () => {
  const desk = await openDesk();
  const { slack } = desk;
  slack.faults.add({
    path: /apps\.connections\.open/,
    times: 50,
    answer: { status: 200, body: { ok: false, error: 'invalid_auth' } },
  });
  slack.socket.cut();
  await slack.journal.waitFor(
    ({ path, answer }) => path === 'apps.connections.open' && has('invalid_auth')({ answer }),
  );
  await desk[Symbol.asyncDispose]();
});

test('over HTTP requests are taken when Slack signed them', async () => {
  const port = await freePort();
  await using slack = await startSlack({ answerMs: SLOW_ANSWER_MS });
  await using desk = await openDesk(
    { appToken: null, signingSecret: slack.signingSecret, port, host: '127.0.0.1' },
    { slack },
  );
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ack } = person.slash('/summarize https://news.example/a style:deep');
  expect((await ack).payload).toBeNull();
  const asked = await desk.asked('summarize');
  await desk.finish(asked.reply);
  const { ts } = await person.waitsFor(has('Bridge reopens'));
  person.click(ts, 'Evidence');
  await person.waitsFor(has('Evidence of 7'));
  person.mention('desk close');
  await person.waitsFor(has('for moderators only'));
  person.slash('/summarize');
  await person.waitsForView();
  expect(await person.options('url.picked', 'bri')).toHaveLength(1);
  await person.submit({ url: 'https://news.example/z' }).ack;
  expect((await desk.asked('summarize')).options).toMatchObject({ url: 'https://news.example/z' });
  const forged = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      'x-slack-signature': 'v0=00',
    },
    body: 'command=%2Fhelp&text=&team_id=T&channel_id=C&user_id=U&trigger_id=t&response_url=http%3A%2F%2F127.0.0.1',
  });
  expect(forged.status).toBe(401);
  expect(slack.journal.violations()).toEqual([]);
});

test.each([
  ['over HTTP', false],
  ['over the socket', true],
])(
  '%s many workspaces install the app by OAuth; each is answered with its own token, and forgotten when it leaves',
  async (_, isSocket) => {
    const port = await freePort();
    await using slack = await startSlack({ answerMs: SLOW_ANSWER_MS });
    const publicUrl = `http://127.0.0.1:${port}`;
    const { clientId, clientSecret } = slack;
    const way = isSocket ? {} : { appToken: null, signingSecret: slack.signingSecret };
    await using desk = await openDesk(
      { ...way, botToken: null, port, host: '127.0.0.1', publicUrl, clientId, clientSecret },
      { slack },
    );
    if (!isSocket) slack.deliverTo(`${publicUrl}/slack/events`);
    const team = slack.world.addTeam();
    const start = await fetch(`${publicUrl}/slack/install`, { redirect: 'manual' });
    const authorize = new URL(start.headers.get('location') ?? '');
    const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = `${slack.origin}${authorize.pathname}${authorize.search}&team=${team.id}`;
    const allowed = await fetch(page, { redirect: 'manual' });
    const back = await fetch(allowed.headers.get('location') ?? '', { headers: { cookie } });
    expect(back.status).toBe(200);
    const installed = await desk.installations.find(team.id);
    expect(installed).toMatchObject({ team: team.id, botToken: team.botToken, botId: team.botId });
    expect(desk.welcomed).toEqual([
      { workspace: `slack:${team.id}`, postTo: `slack:${team.id}/@${installed?.installer}` },
    ]);
    const channel = slack.world.addChannel({ team: team.id });
    const person = slack.person(slack.world.addUser({ team: team.id }).id, channel.id);
    person.slash('/summarize https://news.example/a');
    const asked = await desk.asked('summarize');
    expect(asked.scope.workspace).toBe(`slack:${team.id}`);
    await desk.finish(asked.reply);
    await person.waitsFor(has('Bridge reopens'));
    slack.world.removeTeam(team.id);
    await expect.poll(() => desk.installations.find(team.id)).toBeNull();
    const late = await desk
      .post(asked.scope.channel, { state: 'final', blocks: [], buttons: [] })
      .catch((error) => error);
    expect(late).toBeInstanceOf(NeedsAdmin);
    expect(String(late)).toContain('/slack/install');
  },
);

test('a port that is taken ends the start in words', async () => {
  const port = await freePort();
  await using slack = await startSlack();
  const settings = { appToken: null, signingSecret: slack.signingSecret, port, host: '127.0.0.1' };
  await using _first = await openDesk(settings, { slack });
  const second = await openDesk(settings, { slack }).catch((error: unknown) => error);
  expect(String(second)).toContain('Set SLACK_PORT');
});

test('a proxy carries requests and the socket', async () => {
  await using proxy = await openProxy();
  await using slack = await startSlack();
  await using desk = await openDesk({ proxy: proxy.address }, { slack });
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/help');
  await person.waitsFor(has('Here is what there is'));
  expect(proxy.tunnels()).toBeGreaterThan(1);
  expect(desk.welcomed).toEqual([]);
});

/** The least a proxy must do: CONNECT. */
async function openProxy() {
  let count = 0;
  const server = createHttp();
  server.on('connect', (request, client, head) => {
    count += 1;
    const [host, port] = (request.url ?? '').split(':');
    const target = connect(Number(port), host ?? '', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      client.pipe(target).pipe(client);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    address: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    tunnels: () => count,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
