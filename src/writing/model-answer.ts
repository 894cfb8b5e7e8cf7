import { z } from 'zod';

/** What a model's text holds as JSON, whatever it wraps it in: thoughts, fences, words before and behind. Null where there is none. */
export function parseAnswer<T>(text: string, schema: z.ZodType<T>): { value: T } | { wrong: string } {
  const bare = text.replace(/<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/gi, '').trim();
  const fenced = /```(?:json)?\s*([\s\S]*?)```/i.exec(bare)?.[1] ?? bare;
  const start = fenced.indexOf('{');
  const end = fenced.lastIndexOf('}');
  if (start === -1 || end < start) return { wrong: 'There is no JSON object in the answer.' };
  try {
    const read = schema.safeParse(JSON.parse(fenced.slice(start, end + 1)));
    return read.success ? { value: read.data } : { wrong: z.prettifyError(read.error) };
  } catch (error) {
    return { wrong: `The answer is not valid JSON: ${error instanceof Error ? error.message : error}` };
  }
}
