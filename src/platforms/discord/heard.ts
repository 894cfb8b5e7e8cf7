import { z } from 'zod';
import type { HeardMessage } from '../../chat/heard.ts';
import { fileHandle } from './files.ts';
import { messageRef } from './refs.ts';

const componentSchema = z.object({
  content: z.string().optional(),
  url: z.string().nullish(),
  get components() {
    return z.array(componentSchema).optional();
  },
  get accessory() {
    return componentSchema.optional();
  },
});
type Component = z.infer<typeof componentSchema>;

const wordsSchema = z.object({
  content: z.string().default(''),
  embeds: z
    .array(z.object({ url: z.string().nullish(), title: z.string().nullish(), description: z.string().nullish() }))
    .default([]),
  components: z.array(componentSchema).default([]),
  attachments: z
    .array(z.object({ url: z.string(), filename: z.string(), content_type: z.string().nullish() }))
    .default([]),
});

/** A message as Discord shows it to us. What somebody passed on stands in a snapshot. */
export const heardSchema = wordsSchema.extend({
  id: z.string(),
  channel_id: z.string().optional(),
  author: z.object({ id: z.string() }),
  message_snapshots: z.array(z.object({ message: wordsSchema })).default([]),
});

export function readHeard(
  message: z.infer<typeof heardSchema> & { channel_id: string },
  self: { user: string; roles: ReadonlySet<string> },
): HeardMessage {
  const all = [message, ...message.message_snapshots.map((snapshot) => snapshot.message)];
  const components = all.flatMap((one) => one.components.flatMap(withInner));
  const texts = all.flatMap(({ content }) => content);
  const shown = [...texts, ...components.flatMap(({ content }) => content ?? [])];
  const embeds = all.flatMap((one) => one.embeds);
  const links = [
    ...shown.flatMap(linksIn),
    ...embeds.flatMap(({ url, description }) => [...(url ? [url] : []), ...linksIn(description ?? '')]),
    ...components.flatMap(({ url }) => url ?? []),
  ];
  return {
    ref: messageRef(message.channel_id, message.id),
    text: plainText(shown.filter((text) => text !== '').join('\n'), self),
    links: [...new Set(links.filter((link) => /^https?:/i.test(link)))],
    files: all.flatMap(({ attachments }) =>
      attachments.map(({ url, filename, content_type: type = null }) => ({
        name: filename,
        type,
        handle: fileHandle({ url, filename, type }),
      })),
    ),
    isOurs: message.author.id === self.user,
  };
}

function withInner(component: Component): Component[] {
  const { components = [], accessory } = component;
  return [component, ...components.flatMap(withInner), ...(accessory ? withInner(accessory) : [])];
}

/** Without the mention of us and the marks that only lead elsewhere. */
function plainText(text: string, us: { user: string; roles: ReadonlySet<string> }): string {
  return text
    .replace(/<@!?(\d+)>/g, (mention, id: string) => (id === us.user ? ' ' : mention))
    .replace(/<@&(\d+)>/g, (mention, id: string) => (us.roles.has(id) ? ' ' : mention))
    .replace(/<(https?:\/\/[^\s<>]+)>/g, '$1')
    .replace(/\[([^\]\n]+)\]\(<?https?:\/\/[^\s<>]+\)/g, '$1')
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .trim();
}

/** An address ends before what closes the sentence or the brackets around it. */
function linksIn(text: string): string[] {
  return (text.match(/https?:\/\/[^\s<>"\]]+/g) ?? []).map((found) => {
    let link = found.replace(/[.,;:!?'*_~|`]+$/, '');
    while (link.endsWith(')') && (link.match(/\)/g)?.length ?? 0) > (link.match(/\(/g)?.length ?? 0)) {
      link = link.slice(0, -1).replace(/[.,;:!?'*_~|`]+$/, '');
    }
    return link;
  });
}
