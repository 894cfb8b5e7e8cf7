import { addressesReader } from '../news/addressed.ts';
import { countWords } from '../news/words.ts';
import { opening } from './extractive-openers.ts';

/** Not sentences of the story: calls to the reader, credits, links to other pages. */
const TRAILER =
  /^(?:leave a (?:comment|reply)|comments?$|share (?:this|on|via)|follow (?:us|him|her|me|@)|sign up|subscribe|read (?:more|next|also)|see also|related|click|tap here|scroll down|swipe to|hide caption|just watched|must watch|watch|photo|image|picture|video|file (?:photo|picture)|getty|reporting by|editing by|additional reporting|edited by|written by|all rights reserved|copyright|©|the associated press contributed|this (?:story|article) (?:has been|was|is) (?:updated|corrected|first|originally|part|about)|download (?:the|our)|get (?:the|our) .*newsletter|have (?:a|your) (?:tip|story)|what do you think|for (?:more|all) (?:news|information)|advertisement|lire aussi|lesen sie|mehr zum thema|lea también|leggi anche|lees ook|leia também|читайте также)/iu;

/** Stands in a note about the writer, not in the story. */
export function disclaims(text: string): boolean {
  return /\b(?:views|opinions) expressed\b|^editor[’']s note\b|\bthe (?:author|writer)[’']s own\b/iu.test(text);
}

/** Whether the sentence ends as sentences do; headlines, subheads, captions and buttons mostly do not. */
export function isClosed(text: string): boolean {
  return /[.!?…。!?．؟।۔:;](?:["”“’'»«)\]）」』]|\s)*$/u.test(text);
}

/** Also what sends its reader somewhere or tells it what to do. */
export function isTrailer(text: string): boolean {
  if (addressesReader(text)) return true;
  return TRAILER.test(text.replace(/^[\s\p{P}]+/u, '')) && text.length < 200;
}

/** Each word over this many costs a hundredth: a long sentence must tell more. */
const LONG = 26;
const TOO_LONG = 48;

/**
 * How well a sentence stands alone, 0–1, apart from what it opens with. `quoted` = it begins or ends within a quotation that other
 * sentences share, so that its speaker stands elsewhere.
 */
export function standsAlone(text: string, quoted: boolean, language: string | null): number {
  const words = countWords(text);
  const asks = /[?？؟]["”’»」]?$/u.test(text);
  const announces = /[:：]$/u.test(text);
  return [
    words < 4 ? 0.25 : 1,
    words < 7 ? 0.4 : 1,
    words > LONG ? Math.max(0.4, 1 - (words - LONG) * 0.01) : 1,
    words > TOO_LONG ? 0.6 : 1,
    asks || announces ? 0.3 : 1,
    quoted || isOnlyQuotation(text) ? 0.35 : 1,
    opening(text, language) === 'writer' ? 0.8 : 1,
  ].reduce((fitness, factor) => fitness * factor, 1);
}

function isOnlyQuotation(text: string): boolean {
  const outside = text.replace(/[“"„«»「『][^“”"„«»」』]*[”"“«»」』]/gu, '').replace(/[\s\p{P}]+/gu, '');
  return /^[“"„«»「『]/u.test(text) && outside.length < 4;
}

/** For each sentence whether a quotation reaches into it from the one before, or out of it into the next. */
export function findOpenQuotations(sentences: { paragraph: number; text: string }[]): boolean[] {
  let open = false;
  let paragraph = -1;
  return sentences.map((sentence) => {
    // Each paragraph opens its quotation anew, as is the custom.
    if (sentence.paragraph !== paragraph) open = false;
    paragraph = sentence.paragraph;
    const before = open;
    for (const mark of sentence.text.match(/[“”"„«»]/gu) ?? []) open = mark === '"' ? !open : nextState(mark, open);
    return before || open;
  });
}

function nextState(mark: string, open: boolean): boolean {
  if (mark === '”') return false;
  if (mark === '„') return true;
  // “ opens in English and closes in German, « and » change places between languages: they take turns.
  return mark === '“' && !open ? true : !open;
}
