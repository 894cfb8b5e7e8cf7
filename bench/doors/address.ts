import { z } from 'zod';
import { judgeAddress } from '../../src/reading/address.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({ url: z.string(), resolves: z.array(z.string()).nullish() });

/** {id,url,resolves?} → {id,allowed,reason}: would the guarded fetch, with nothing on its allow list, connect? */
export function openDoor(): Door {
  return {
    answer(line) {
      const { url, resolves } = lineSchema.parse(line);
      const { allowed, reason } = judgeAddress(url, { allowHosts: [], resolves: resolves ?? undefined });
      return { allowed, reason };
    },
  };
}
