import { z } from 'zod';

/**
 * What we say, the same on every platform. All text is plain: a platform escapes it, and nothing in it can ping or format.
 * Links stand only in `link` blocks and headings, whose addresses we know.
 */
const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string(), url: z.string().nullable() }),
  /** A paragraph of ours. */
  z.object({ kind: z.literal('text'), text: z.string() }),
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
  /** A line in small print: coverage, byline, what was left out. */
  z.object({ kind: z.literal('note'), text: z.string() }),
]);
export type Block = z.infer<typeof blockSchema>;

/** Pressing a button is typing a command: its name and its options. */
export const buttonSchema = z.object({
  label: z.string(),
  command: z.string(),
  options: z.record(z.string(), z.string()),
});
export type Button = z.infer<typeof buttonSchema>;

export const messageSchema = z.object({
  /** `progress` will be followed by another edit; `final` and `error` will not, unless the words say so. */
  state: z.enum(['progress', 'final', 'error']),
  blocks: z.array(blockSchema),
  buttons: z.array(buttonSchema),
});
export type Message = z.infer<typeof messageSchema>;

export function progress(text: string): Message {
  return { state: 'progress', blocks: [{ kind: 'note', text }], buttons: [] };
}

/** An error in words a person can act on; `reference` is the id that stands in the log. */
export function failure(text: string, reference: string | null): Message {
  const blocks: Block[] = [{ kind: 'text', text }];
  if (reference) blocks.push({ kind: 'note', text: `Reference ${reference}` });
  return { state: 'error', blocks, buttons: [] };
}
