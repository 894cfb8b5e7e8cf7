import { UserError } from '../errors.ts';

/** `place` counts from 0; people count from 1. */
export function badFilter(problem: string, place: number): UserError {
  return new UserError('badFilter', { problem, place: place + 1 });
}
