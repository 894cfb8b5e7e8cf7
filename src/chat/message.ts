import { z } from 'zod';
import { encodeCall } from './call-code.ts';

/**
 * What we say, the same on every platform. All text is plain: a platform escapes it, and nothing in it can ping or format.
 * Links stand only in headings and under sources, whose addresses we know.
 */
const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string(), url: z.string().nullable() }),
  /** A paragraph of ours; `channel` is the ref of what it is about, which is named before it. */
  z.object({ kind: z.literal('text'), text: z.string(), channel: z.string().optional() }),
  /** Statements; `marks` are the source sentences' numbers. A quoted one is the source's own words. */
  z.object({
    kind: z.literal('claims'),
    items: z.array(z.object({ text: z.string(), marks: z.array(z.number().int()), quoted: z.boolean() })),
  }),
  /** Source sentences with their numbers; those with `context` only stand around the evidence. */
  z.object({
    kind: z.literal('sentences'),
    items: z.array(z.object({ id: z.number().int(), text: z.string(), context: z.boolean() })),
  }),
  /** Articles that statements point at by number, each linked where it has an address. `date` is a day, as it is to be read. */
  z.object({
    kind: z.literal('sources'),
    items: z.array(
      z.object({
        id: z.number().int(),
        text: z.string(),
        site: z.string().nullable(),
        date: z.string().nullable(),
        url: z.string().nullable(),
      }),
    ),
  }),
  /** What is to be copied as it is, such as the text of a file: its lines and spaces stay. */
  z.object({ kind: z.literal('code'), text: z.string() }),
  /** A line in small print: coverage, byline, what was left out. */
  z.object({ kind: z.literal('note'), text: z.string() }),
]);
export type Block = z.infer<typeof blockSchema>;

const callSchema = z.object({ command: z.string(), options: z.record(z.string(), z.string()) });

/** Pressing a button is typing a command: its name and its options. */
export const buttonSchema = callSchema
  .extend({ label: z.string().min(1).max(75) })
  // Every platform must be able to carry it, so one that is too long fails where it is made.
  .refine((button) => encodeCall(button) !== null, 'the command and its options are too long for a button');
export type Button = z.infer<typeof buttonSchema>;

/** Picking from a menu is typing a command with `option` set to what was picked. */
const menuSchema = callSchema
  .extend({
    label: z.string().min(1).max(75),
    option: z.string(),
    choices: z.array(z.string().min(1).max(75)).min(1).max(25),
  })
  .refine((menu) => encodeCall(menu, menu.option) !== null, 'the command and its options are too long for a menu');
export type Menu = z.infer<typeof menuSchema>;

export const messageSchema = z.object({
  /** `progress` will be followed by another edit; `final` and `error` will not, unless the words say so. */
  state: z.enum(['progress', 'final', 'error']),
  blocks: z.array(blockSchema),
  buttons: z.array(buttonSchema).max(10),
  menus: z.array(menuSchema).max(2).optional(),
  /** Whom it notifies when it is posted, "&" and the platform's id of a role: from a setting, never from a text. */
  ping: z.string().nullable().optional(),
});
export type Message = z.infer<typeof messageSchema>;

export function progress(text: string): Message {
  return { state: 'progress', blocks: [{ kind: 'note', text }], buttons: [] };
}

/** What everybody sees first: somebody is at it. */
export const GOT_IT: Message = progress('Got it…');

/** Words of ours alone. */
export function words(text: string): Message {
  return { state: 'final', blocks: [{ kind: 'text', text }], buttons: [] };
}

/** An error in words a person can act on; `reference` is the id that stands in the log. */
export function failure(text: string, reference: string | null): Message {
  const blocks: Block[] = [{ kind: 'text', text }];
  if (reference) blocks.push({ kind: 'note', text: `Reference ${reference}` });
  return { state: 'error', blocks, buttons: [] };
}

/** An error of ours, of which nobody is told more than where it stands in the log. */
export function ourFailure(reference: string): Message {
  return failure(
    'This failed on our side, and the admin can find out why in the log. Ask again in a minute.',
    reference,
  );
}
