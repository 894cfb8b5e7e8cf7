import type { HomeView } from '@slack/types';
import type { AnyCommand } from '../../chat/command.ts';
import type { Block, Button, Message } from '../../chat/message.ts';
import type { ChannelOverview } from '../../news/ports.ts';
import { formatMessage } from './format.ts';

const MAX_BLOCKS = 100;

/** A channel as its members see it at home. */
export type HomeChannel = Omit<ChannelOverview, 'channel'> & { name: string };

/** The home tab: how to start, a first press, what this person's channels follow, and what there is. */
export function homeView(commands: readonly AnyCommand[], channels: readonly HomeChannel[]): HomeView {
  return { type: 'home', blocks: formatMessage(renderHome(commands, channels), MAX_BLOCKS).blocks };
}

function renderHome(commands: readonly AnyCommand[], channels: readonly HomeChannel[]): Message {
  const visible = commands.filter(({ isHidden, access }) => !isHidden && access !== 'moderators');
  const onMessage = commands.flatMap(({ onMessage: menu }) => (menu ? [menu.label] : []));
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Copydesk', url: null },
      {
        kind: 'text',
        text: 'I summarize news articles, and post nothing the article does not hold: every statement is tied to the sentences that support it.',
      },
      { kind: 'heading', text: 'How to start', url: null },
      { kind: 'text', text: 'Type /summarize and an address in any channel.' },
      { kind: 'text', text: 'In a thread, where Slack takes no commands, mention me with the address.' },
      { kind: 'text', text: 'Or write to me directly, under Messages above.' },
      ...(onMessage.length > 0
        ? [text(`In a message’s menu (⋮, More message shortcuts) there is: ${onMessage.join(', ')}.`)]
        : []),
      ...channels.flatMap(aboutChannel),
      { kind: 'heading', text: 'What you can ask for', url: null },
      ...visible.map(({ name, description }) => text(`/${name} — ${description}`)),
      { kind: 'note', text: 'Where another app has taken a command’s name: /copydesk and the command.' },
    ],
    buttons: ['sample', 'help'].flatMap((name) => buttonFor(name, commands)),
  };
}

function aboutChannel({ name, sources, digests, tokensToday }: HomeChannel): Block[] {
  const others = sources.count - sources.titles.length;
  const more = others > 0 ? ` and ${others} more` : '';
  return [
    { kind: 'heading', text: `#${name}`, url: null },
    text(`Sources: ${sources.titles.join(', ')}${more}`),
    text(`Digests: ${digests.join(', ') || 'none yet; /digest schedule sets one'}`),
    { kind: 'note', text: `The language model read and wrote ${tokensToday.toLocaleString('en')} tokens here today` },
  ];
}

const LABELS: Record<string, string> = { sample: 'Summarize a sample', help: 'All commands and options' };

function buttonFor(name: string, commands: readonly AnyCommand[]): Button[] {
  const label = LABELS[name];
  if (label === undefined || !commands.some((command) => command.name === name)) return [];
  return [{ label, command: name, options: {} }];
}

function text(words: string): Block {
  return { kind: 'text', text: words };
}

/** What an empty conversation with us offers to say; each is a command without its slash. */
export function suggestedPrompts(commands: readonly AnyCommand[]): { title: string; message: string }[] {
  const known = (name: string) => commands.some((command) => command.name === name);
  return [
    { name: 'help', title: 'What can you do?', message: 'help' },
    { name: 'summarize', title: 'Summarize an article', message: 'summarize' },
  ].flatMap(({ name, ...prompt }) => (known(name) ? [prompt] : []));
}
