import { FUNCTION_WORDS } from '../news/function-words.ts';
import type { Model } from '../news/ports.ts';
import type { AnswerClaim } from '../news/question.ts';
import { termsOf } from '../news/words.ts';
import { languageOfQuestion } from '../search/question.ts';
import type { OnAnswerStep } from './answer.ts';
import { type Found, numberMaterial } from './answer-material.ts';
import type { AnswerWriter } from './answer-writer.ts';

/** What a model says of the question, checked and about it. Null where it finds no answer. */
export async function writeClaims(
  asked: string,
  { found, asOf, model }: { found: readonly Found[]; asOf: Date; model: Model },
  { answers }: { answers: AnswerWriter },
  onStep: OnAnswerStep,
): Promise<{ claims: AnswerClaim[]; leftOut: number; repaired: number } | null> {
  const material = numberMaterial(found, answers.maxInputTokens);
  const language = languageOfQuestion(asked, [material.language, ...FUNCTION_WORDS.keys()]);
  const wish = { question: asked, today: asOf.toISOString().slice(0, 10), language };
  const checked = await answers.write(wish, material, model, onStep);
  if (!checked) return null;
  const claims = checked.claims.map(material.cited);
  const isAnother = material.language !== null && language !== material.language;
  const about = isAnother ? claims : claims.filter((claim) => isAbout(claim, asked, found));
  return { claims: about, leftOut: checked.leftOut + claims.length - about.length, repaired: checked.repaired };
}

/** A true statement that shares nothing with the question, not by its sentences or their title either, is no answer. */
function isAbout({ text, citations }: AnswerClaim, asked: string, found: readonly Found[]): boolean {
  const wanted = new Set(termsOf(asked, 'en'));
  const around = citations.flatMap(({ versionId, sentenceIds }) => {
    const article = found.find((one) => one.article.versionId === versionId)?.article;
    const cited =
      article?.sentences.filter(({ id }) => sentenceIds.includes(id)).map((sentence) => sentence.text) ?? [];
    return [article?.title ?? '', ...cited];
  });
  return wanted.size === 0 || termsOf([text, ...around].join(' '), 'en').some((term) => wanted.has(term));
}
