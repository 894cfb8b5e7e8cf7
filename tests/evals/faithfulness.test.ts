import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { score, trialsIn } from '../../bench/check.ts';

const MATERIAL = `${import.meta.dirname}/../../../shared/data`;
const isThere = existsSync(`${MATERIAL}/faithfulness/labelled.jsonl.gz`);
if (!isThere) console.log('The labelled statements are not beside the project: their floors are left out.');

/** Below what was measured (1.00, 0.55, 0.58, 0.57 and 0.00, 0.02, 0.08, 0.24), with a margin. */
const FLOORS: [set: string, accuracy: number, mostRefused: number][] = [
  ['article', 0.9, 0.1],
  ['qags-cnndm', 0.52, 0.06],
  ['qags-xsum', 0.55, 0.13],
  ['faithbench', 0.53, 0.32],
];

test.skipIf(!isThere).each(FLOORS)('statements of %s are told apart at least so well', (set, accuracy, mostRefused) => {
  const trials = trialsIn(MATERIAL).filter((trial) => trial.set === set);
  const measured = score(trials);
  expect(measured.accuracy).toBeGreaterThanOrEqual(accuracy);
  expect(measured.refused).toBeLessThanOrEqual(mostRefused);
});
