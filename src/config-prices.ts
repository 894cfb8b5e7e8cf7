import { z } from 'zod';
import type { Price } from './news/usage.ts';

const EXPECTED = 'must look like "name=0.15/0.60, other=1/2": money per million tokens read and per million written';

/** What models cost, from a line of the environment. */
export const prices = z
  .string()
  .default('')
  .transform((given, context): Price[] =>
    given
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .flatMap((one) => {
        const { model, input, output } =
          /^(?<model>.*\S)\s*=\s*(?<input>[\d.]+)\s*\/\s*(?<output>[\d.]+)$/.exec(one)?.groups ?? {};
        const price = { model: model ?? '', input: Number(input), output: Number(output) };
        if (price.model !== '' && Number.isFinite(price.input) && Number.isFinite(price.output)) return [price];
        context.addIssue({ code: 'custom', message: `“${one}” ${EXPECTED}` });
        return [];
      }),
  );
