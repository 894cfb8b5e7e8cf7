import { allComponents, SELECTS, TYPE } from './rules/walk.ts';
import type { Json, State } from './state.ts';
import type { Component, DiscordMessage } from './types.ts';

type Attachments = DiscordMessage['attachments'];

/** Components as the platform gives them back: each with an id, outer ones first, and with its defaults. */
export function shownComponents(state: State, given: readonly Component[], attachments: Attachments): Component[] {
  const components = structuredClone([...given]);
  const all = allComponents(components).map(({ component }) => component);
  const taken = new Set(all.map(({ id }) => id).filter((id) => id !== undefined && id !== 0));
  let next = 1;
  for (const component of all) {
    if (!component.id) {
      while (taken.has(next)) next += 1;
      component.id = next;
      next += 1;
    }
    for (const key of Object.keys(component)) if (component[key] === null) delete component[key];
    Object.assign(component, defaultsOf(state, component, attachments));
  }
  return components;
}

function defaultsOf(state: State, component: Component, attachments: Attachments): Json {
  const { type, spoiler = false, description = null } = component;
  const media = (given: unknown) => shownMedia(state, given, attachments);
  if (type === TYPE.container) return { accent_color: component.accent_color ?? null, spoiler };
  if (type === TYPE.separator) return { divider: component.divider ?? true, spacing: component.spacing ?? 1 };
  if (type === TYPE.thumbnail) return { media: media(component.media), description, spoiler };
  if (type === TYPE.file) return { file: media(component.file), name: null, size: null, spoiler };
  if (type === TYPE.gallery)
    return { items: galleryItems(component).map((item) => galleryItem(item, media(item.media))) };
  if (SELECTS.includes(type)) return { min_values: component.min_values ?? 1, max_values: component.max_values ?? 1 };
  return {};
}

function galleryItems({ items }: Component): Json[] {
  // A gallery has passed its schema, which demands a list of objects.
  return items as Json[];
}

function galleryItem({ description = null, spoiler = false }: Json, media: Json): Json {
  return { media, description, spoiler };
}

/** attachment://name becomes the address of that file. */
function shownMedia(state: State, given: unknown, attachments: Attachments): Json {
  // Media have passed their schema, which demands a url.
  const { url } = given as { url: string };
  const attachment = attachments.find(({ filename }) => url === `attachment://${filename}`);
  const address = attachment?.url ?? url;
  return {
    id: state.snowflake(),
    url: address,
    proxy_url: address,
    width: null,
    height: null,
    ...(attachment ? { attachment_id: attachment.id, content_type: attachment.content_type } : {}),
  };
}

export function shownEmbed(state: State, embed: Json): Json {
  return { type: 'rich', id: state.snowflake(), content_scan_version: 0, ...embed };
}
