import type { Breach } from '../contract.ts';
import type { Json } from '../state.ts';
import { breach } from './components.ts';

const MAX_TOTAL = 6000;

interface EmbedText {
  title?: string;
  description?: string;
  footer?: { text?: string };
  author?: { name?: string };
  fields?: { name?: string; value?: string }[];
}

export function embedBreaches(embeds: readonly Json[]): Breach[] {
  const total = embeds.reduce<number>((sum, embed) => sum + lengthOf(embed), 0);
  const breaches = embeds.flatMap((embed, index) => emptyBreaches(embed, index));
  if (total > MAX_TOTAL) {
    breaches.push(
      breach(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embeds hold ${total} characters together; at most ${MAX_TOTAL}.`),
    );
  }
  return breaches;
}

function lengthOf(embed: EmbedText): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...texts, ...fields].reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function emptyBreaches(embed: Json, index: number): Breach[] {
  const isEmpty = !['title', 'description', 'fields', 'image', 'thumbnail', 'author', 'footer', 'video', 'url'].some(
    (key) => embed[key] !== undefined && embed[key] !== null && embed[key] !== '',
  );
  if (isEmpty) return [breach(['embeds', index, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')];
  // It has passed the schema of an embed.
  const { fields = [] } = embed as EmbedText;
  return fields.flatMap(({ name, value }, at) =>
    name?.trim() && value?.trim()
      ? []
      : [breach(['embeds', index, 'fields', at], 'BASE_TYPE_REQUIRED', 'A field needs a name and a value.')],
  );
}
