import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Offers } from '../news/source-ports.ts';
import { setupSchema } from '../sources/setup.ts';

const sourceSchema = z.object({
  url: z.url(),
  kind: z.enum(['feed', 'sitemap', 'page']),
  pattern: z.string().nullable(),
});

/** What a button says yes to, as it is stored. */
const offerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('follow'), source: sourceSchema, title: z.string().nullable() }),
  z.object({ kind: z.literal('filter'), subscriptionId: z.string(), filter: z.string().nullable() }),
  z.object({ kind: z.literal('import'), setup: setupSchema, isOutline: z.boolean() }),
]);
export type Offer = z.infer<typeof offerSchema>;

export async function saveOffer(
  offer: Offer,
  channel: string,
  { offers, clock }: { offers: Offers; clock: () => number },
): Promise<string> {
  return await offers.save(channel, offer, clock());
}

/** Throws UserError where it is over or another channel's. */
export async function findOffer(id: string, channel: string, { offers }: { offers: Offers }): Promise<Offer> {
  const found = offerSchema.safeParse(await offers.find(id, channel));
  if (!found.success) throw new UserError('goneOffer');
  return found.data;
}
