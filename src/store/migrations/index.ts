import type { Migration } from 'kysely/migration';
import { up as first } from './0001-first.ts';

/** In order; a migration that has landed is never changed. */
export const migrations: Record<string, Migration> = { '0001-first': { up: first } };
