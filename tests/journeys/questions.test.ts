import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ModelCall, type ModelDouble, type Reply, startModel } from '../doubles/model.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { discordStage } from './stages/discord.ts';
import { EVERY_STAGE } from './stages/every.ts';
import { slackStage } from './stages/slack.ts';
import type { Settings, Stage } from './stages/stage.ts';
import { idOf } from './story.ts';
import { dayAgo, TOWN, weekdayAgo } from './town.ts';

const WHO = 'Who resigned as mayor of Ostry?';
const HURT = 'How many workers did the fire in the paper mill of Hamar injure?';

describe.each(EVERY_STAGE)('on %s', (_, openStage) => {
  let web: WebDouble;
  let stage: Stage;

  beforeAll(async () => {
    const pages = Object.entries(TOWN).map(([path, body]) => [`/${path}`, { body }]);
    web = await startWeb(Object.fromEntries(pages));
  });
  afterEach(() => expect(stage.violations()).toEqual([]));
  afterAll(() => web[Symbol.asyncDispose]());

  async function openWith(settings: Settings): Promise<void> {
    stage = await openStage({ ALLOW_HOSTS: web.host, ...settings });
    const person = stage.person();
    for (const path of Object.keys(TOWN)) await person.slash(`/summarize url:${web.origin}/${path}`);
  }

  const ask = (question: string, bounds = '', person = stage.person()) =>
    person.slash(`/ask question:"${question}"${bounds}`);

  describe('without a model', () => {
    beforeAll(() => openWith({}));
    afterAll(() => stage.close());

    test('a question is answered by the sentence that answers it, as a quotation, with its source; Evidence shows it', async () => {
      const person = stage.person();
      const answer = await ask(WHO, '', person);
      expect(answer.text).toContain('Tomas Weller resigned as mayor of Ostry over');
      expect(answer.text).toContain('Mayor of Ostry resigns');
      expect(answer.text).toContain(dayAgo(7));
      expect(answer.text).toContain('these are the articles’ own sentences');
      expect(answer.text).toContain(`Searched 3 articles, from ${dayAgo(7)} to ${dayAgo(3)}`);
      const evidence = await person.click('Evidence', answer);
      expect(evidence.text).toContain('had led the town since 2014');
      expect(evidence.isPrivate).toBe(stage.name !== 'local');
    });

    test('what no article answers is said not to be there, and the nearest are named', async () => {
      const answer = await ask('Who resigned as mayor of Lysholm?');
      expect(answer.text).toContain('not in what I have read');
      expect(answer.text).toContain('Mayor of Ostry resigns');
      expect(answer.text).not.toContain('brother-in-law');
      expect(answer.buttons).toEqual([]);
    });

    test('reports that contradict each other stand side by side with their dates, the newest first', async () => {
      const { text } = await ask(HURT);
      expect(text).toContain('The reports differ');
      expect(text.indexOf(`${dayAgo(3)}: “The fire in the paper mill of Hamar injured 19`)).toBeGreaterThan(-1);
      expect(text.indexOf(`${dayAgo(5)}: “A fire in the paper mill of Hamar injured 12`)).toBeGreaterThan(
        text.indexOf('injured 19'),
      );
    });

    test('what changed since a day is told by what was read since then', async () => {
      const { text } = await ask(`What has changed at the paper mill of Hamar since ${weekdayAgo(4)}?`);
      expect(text).toContain(`${dayAgo(3)}: “The fire in the paper mill of Hamar injured 19 workers`);
      expect(text).not.toContain('injured 12');
      const nothing = await ask(`What has changed at the shipyard of Lysholm since ${weekdayAgo(4)}?`);
      expect(nothing.text).toContain('not in what I have read');
    });

    test('a follow-up keeps what its thread is about, whoever asks it', async () => {
      const answer = await ask(WHO);
      const next = await stage.person().asksOn('And who takes over from him?', answer);
      expect(next.text).toContain('Ingrid Solheim takes over');
      expect(next.text).toContain('Understood as: And who takes over from him (Ostry, Tomas Weller)?');
    });

    test('source, since and article bound what is searched; what they can’t name is told', async () => {
      expect((await ask(HURT, ` article:${web.origin}/early`)).text).not.toContain('injured 19');
      expect((await ask(HURT, ' since:"4 days ago"')).text).not.toContain('injured 12');
      expect((await ask(WHO, ' source:elsewhere.example')).text).toContain('not in what I have read');
      expect((await ask(WHO, ` article:${web.origin}/other`)).text).toContain('has not been read here');
      expect((await ask(WHO, ' since:whenever')).text).toContain('used as since');
      expect((await ask(WHO, ' source:"The Moon"')).text).toContain('Nothing called “The Moon” is followed');
    });

    test('Ask under a summary asks in a form, and of its article alone', async () => {
      const person = stage.person();
      const summary = await person.slash(`/summarize url:${web.origin}/early`);
      expect((await person.clickForForm('Ask', summary)).labels).toEqual(['Question']);
      const answer = await person.submit({ Question: HURT });
      expect(answer.text).toContain('injured 12');
      expect(answer.text).not.toContain('injured 19');
      expect(answer.text).toContain('Searched 1 article of');
    });

    test('/ask alone asks in a form', async () => {
      const person = stage.person();
      expect((await person.slashForForm('/ask')).labels).toEqual(['Question']);
      expect((await person.submit({ Question: WHO })).text).toContain('Tomas Weller');
    });
  });

  describe('with a model', () => {
    let model: ModelDouble;

    beforeAll(async () => {
      model = await startModel(reporter);
      const settings = { MODEL: 'double', OPENAI_BASE_URL: model.url };
      await openWith({ ...settings, MODEL_SILENCE_MS: '2000', MODEL_RETRY_MS: '1000' });
    });
    afterEach(() => model.answers(reporter));
    afterAll(async () => {
      await stage.close();
      await model[Symbol.asyncDispose]();
    });

    test('its statements are checked, and cite articles by number', async () => {
      const answer = await ask(WHO);
      expect(answer.text).toContain('Tomas Weller stepped down as mayor of Ostry over a harbour contract');
      expect(answer.text).toContain('each statement checked against the articles');
      expect(answer.text).toContain('Mayor of Ostry resigns');
      const call = model.calls.at(-1);
      expect(call?.system).not.toContain('Ostry');
      expect(call?.user).toMatch(/<question-\w{16}>Who resigned as mayor of Ostry\?<\/question-\w{16}>$/);
    });

    test('what the articles do not hold is repaired or left out; with nothing left the sentence itself answers', async () => {
      model.answers((call) => ({
        statements: [{ text: 'Tomas Weller resigned after 31 years.', sentences: [idOf(call, 'Tomas Weller')] }],
      }));
      const answer = await ask(WHO);
      expect(answer.text).not.toContain('31');
      expect(answer.text).toContain('Tomas Weller resigned as mayor of Ostry over');
    });

    test('a model that finds no answer is believed', async () => {
      model.answers(() => ({ statements: [] }));
      expect((await ask(WHO)).text).toContain('not in what I have read');
    });

    test('the earlier questions of the thread complete the next one, and it is looked up as completed', async () => {
      const answer = await ask(WHO);
      const next = await stage.person().asksOn('And when did he take office?', answer);
      expect(next.text).toContain('Weller had led the town since 2014.');
      expect(next.text).toContain('Understood as: When did Tomas Weller become mayor of Ostry?');
      const rewriting = model.calls.find(({ user }) => user.includes('And when did he take office?'));
      expect(rewriting?.user).toContain(`Question: ${WHO}`);
    });

    test('a rewritten question that names what nobody did is not believed', async () => {
      const answer = await ask(WHO);
      model.answers((call) => (isRewriting(call) ? asked('What did Rosa Blank earn in Berlin?') : reporter(call)));
      const next = await stage.person().asksOn('And what did he say?', answer);
      expect(next.text).toContain('Understood as: And what did he say (Ostry, Tomas Weller)?');
    });

    test('contradicting accounts are set side by side', async () => {
      const { text } = await ask(HURT);
      expect(text).toContain('The reports differ');
      expect(text).toContain(`${dayAgo(3)}: The mill fire injured 19 workers, the hospital said.`);
      expect(text).toContain(`${dayAgo(5)}: The mill fire injured 12 workers, police said.`);
      expect(text.indexOf('injured 19')).toBeLessThan(text.indexOf('injured 12'));
    });

    test('two who ask at once get each their own answer', async () => {
      const [one, other] = [stage.person(), stage.person()];
      const asked = [ask(WHO, '', one), ask(HURT, '', other)];
      await Promise.all(asked);
      const texts = async () => (await one.sees()).map(({ text }) => text);
      const answers = async () => (await texts()).filter((text) => text.includes('checked against the articles'));
      await expect.poll(async () => (await answers()).some((text) => text.includes('stepped down'))).toBe(true);
      expect((await answers()).every((text) => !(text.includes('stepped down') && text.includes('injured 19')))).toBe(
        true,
      );
    });

    test('while the model is down the sentences themselves answer, and are replaced in place', async () => {
      const person = stage.person();
      model.answers(() => ({ fault: 'stall' }));
      const standIn = await ask(WHO, '', person);
      expect(standIn.text).toContain('Tomas Weller resigned as mayor of Ostry over');
      expect(standIn.text).toContain('A written answer replaces them once it is back');
      model.answers(reporter);
      await expect
        .poll(async () => (await person.sees()).find(({ id }) => id === standIn.id)?.text)
        .toContain('each statement checked');
    });
  });
});

describe('where conversations are', () => {
  let web: WebDouble;

  beforeAll(async () => {
    web = await startWeb({ '/mayor': { body: TOWN.mayor } });
  });
  afterAll(() => web[Symbol.asyncDispose]());

  test('a Discord thread is one, whoever speaks in it; a mention in the channel is none', async () => {
    const stage = await discordStage({ ALLOW_HOSTS: web.host });
    const { double } = stage;
    await stage.person().slash(`/summarize url:${web.origin}/mayor`);
    const channel = double.world.channel(stage.channelId);
    const guild = double.world.guilds().find(({ id }) => id === channel?.guildId);
    if (!channel || !guild) throw new Error('the stage has no channel');
    const thread = double.world.addThread(channel, { name: 'The mayor' });
    const mentionIn = async (place: typeof thread, text: string) => {
      const user = double.world.addUser({ name: 'somebody' });
      double.world.addMember(guild, user);
      const { id } = double.person(user, place).mention(text);
      const shown = await double.waitForMessage(place.id, (one) => {
        const reference = JSON.stringify(one.message_reference ?? null);
        return reference.includes(id) && JSON.stringify(one.components).includes('Searched');
      });
      return JSON.stringify(shown.components);
    };
    expect(await mentionIn(thread, WHO)).toContain('Tomas Weller');
    expect(await mentionIn(thread, 'And who takes over from him?')).toContain('Ingrid Solheim takes over');
    expect(await mentionIn(channel, 'And who takes over from him?')).not.toContain('Understood as');
    expect(stage.violations()).toEqual([]);
    await stage.close();
  });

  test('a direct conversation on Slack is one', async () => {
    const stage = await slackStage({ ALLOW_HOSTS: web.host });
    const { double } = stage;
    const user = double.world.addUser({ name: 'somebody' });
    const person = double.person(user.id, stage.channelId);
    const says = async (text: string, words: string) => {
      await person.dm(text).ack;
      await expect
        .poll(() => JSON.stringify([...double.world.channels.values()].flatMap(({ id }) => double.messages(id))))
        .toContain(words);
    };
    await says(`${web.origin}/mayor`, 'these are the article’s own sentences');
    await says(WHO, 'Searched 1 article');
    await says('And who takes over from him?', 'Understood as: And who takes over from him (Ostry, Tomas Weller)?');
    expect(stage.violations()).toEqual([]);
    await stage.close();
  });
});

/** A model that reports what the sentences say, and knows what a follow-up is about. */
function reporter(call: ModelCall): Reply {
  if (isRewriting(call)) return asked('When did Tomas Weller become mayor of Ostry?');
  if (!call.user.includes('<question-')) return { statements: [...call.sentences].slice(0, 2).map(cite) };
  if (call.user.includes('Who resigned')) {
    const text = 'Tomas Weller stepped down as mayor of Ostry over a harbour contract.';
    return { statements: [{ text, sentences: [idOf(call, 'Tomas Weller resigned')] }] };
  }
  if (call.user.includes('When did Tomas Weller')) {
    return { statements: [{ text: 'Weller had led the town since 2014.', sentences: [idOf(call, 'since 2014')] }] };
  }
  if (!call.user.includes('How many workers')) return { statements: [] };
  const [late, early] = [idOf(call, 'injured 19'), idOf(call, 'injured 12')];
  return {
    statements: [
      { text: 'The mill fire injured 12 workers, police said.', sentences: [early] },
      { text: 'The mill fire injured 19 workers, the hospital said.', sentences: [late] },
    ],
  };
}

function isRewriting({ system }: ModelCall): boolean {
  return system.includes('understandable without the conversation');
}

function asked(question: string): Reply {
  return { text: JSON.stringify({ question }) };
}

function cite([id, text]: [number, string]) {
  return { text, sentences: [id] };
}
