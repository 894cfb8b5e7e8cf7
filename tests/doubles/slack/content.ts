import { randomBytes } from 'node:crypto';
import type { Finding } from './contract.ts';
import { MESSAGE } from './limits.ts';
import { findPings } from './pings.ts';
import { isJson, jsonsOf, textOf } from './platform.ts';
import { checkMessageBlocks } from './rules.ts';
import type { Json, SlackMessage } from './types.ts';

/** The rules of what a message may hold, for every way to post one. */
export function checkContent(args: Json, { mayPing = false } = {}): Finding[] {
  const attachments = jsonsOf(args.attachments);
  return [
    ...checkTexts(args),
    ...checkMessageBlocks(jsonsOf(args.blocks), '/blocks'),
    ...attachments.flatMap((one, i) => checkMessageBlocks(jsonsOf(one.blocks), `/attachments/${i}/blocks`)),
    ...(attachments.length > MESSAGE.attachments ? [finding('/attachments', 'too many', 'too_many_attachments')] : []),
    ...checkMetadata(args.metadata),
    ...findPings(args, { mayOpen: mayPing }),
  ];
}

function checkTexts(args: Json): Finding[] {
  const { blocks, attachments, text, markdown_text } = args;
  const findings: Finding[] = [];
  const hasParts = jsonsOf(blocks).length > 0 || jsonsOf(attachments).length > 0;
  if (!text && !markdown_text && !hasParts) findings.push(finding('/text', 'there is nothing to say', 'no_text'));
  if (hasParts && !text) findings.push(finding('/text', 'text is needed beside blocks, for notifications', null));
  const over = (name: string, most: number) => {
    const { length } = textOf(args[name]);
    if (length > most) findings.push(finding(`/${name}`, `${length} characters, ${most} are allowed`, 'msg_too_long'));
  };
  over('text', MESSAGE.text);
  over('markdown_text', MESSAGE.markdown);
  if (markdown_text !== undefined && (text !== undefined || blocks !== undefined))
    findings.push(finding('/markdown_text', 'does not go with text or blocks', 'markdown_text_conflict'));
  return findings;
}

function checkMetadata(metadata: unknown): Finding[] {
  if (!isJson(metadata) || metadata.entities) return [];
  if (!textOf(metadata.event_type) || !isJson(metadata.event_payload))
    return [finding('/metadata', 'needs event_type and event_payload', 'invalid_metadata_format')];
  const { length } = JSON.stringify(metadata);
  return length > MESSAGE.metadataBytes ? [finding('/metadata', `${length} bytes`, 'metadata_too_large')] : [];
}

function finding(at: string, words: string, code: string | null): Finding {
  return { at, words, code };
}

/** Blocks as the platform gives them back: ids and defaults filled in. */
export function withDefaults(blocks: unknown): Json[] {
  return jsonsOf(blocks).map((block) => {
    const filled = filledIn(block, false);
    return {
      ...(isJson(filled) ? filled : {}),
      block_id: textOf(block.block_id) || randomBytes(4).toString('base64url').slice(0, 5),
    };
  });
}

const ACTIONABLE =
  /^(button|.*_select|overflow|checkboxes|radio_buttons|.*picker|.*_input|feedback_buttons|icon_button)$/;

function filledIn(value: unknown, isElement: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => filledIn(item, true));
  if (!isJson(value)) return value;
  const inner: Json = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one, true)]));
  const type = textOf(value.type);
  if (type === 'plain_text') return { emoji: true, ...inner };
  if (type === 'mrkdwn') return { verbatim: false, ...inner };
  if (type === 'input') return { optional: false, dispatch_action: false, ...inner };
  if (type === 'plain_text_input') return { multiline: false, ...withAction(inner) };
  return isElement && ACTIONABLE.test(type) ? withAction(inner) : inner;
}

function withAction(element: Json): Json {
  return { ...element, action_id: textOf(element.action_id) || randomBytes(4).toString('base64url').slice(0, 5) };
}

/** A message as the API and the payloads show it. */
export function shown(message: SlackMessage): Json {
  const { channel: _, ephemeralTo: __, stream: ___, isDeleted: ____, unfurls: _____, ...rest } = message;
  return { ...rest };
}
