import type { Migration } from 'kysely/migration';
import { up as first } from './0001-first.ts';
import { up as chat } from './0002-chat.ts';
import { up as search } from './0003-search.ts';
import { up as slackInstallations } from './0004-slack-installations.ts';
import { up as sources } from './0005-sources.ts';
import { up as stories } from './0006-stories.ts';
import { up as removed } from './0007-removed.ts';
import { up as questions } from './0008-questions.ts';
import { up as archive } from './0010-archive.ts';
import { up as postedLinks } from './0011-posted-links.ts';
import { up as budgets } from './0012-budgets.ts';
import { up as retention } from './0013-retention.ts';
import { up as requests } from './0015-requests.ts';

/** In order; a migration that has landed is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-first': { up: first },
  '0002-chat': { up: chat },
  '0003-search': { up: search },
  '0004-slack-installations': { up: slackInstallations },
  '0005-sources': { up: sources },
  '0006-stories': { up: stories },
  '0007-removed': { up: removed },
  '0008-questions': { up: questions },
  '0010-archive': { up: archive },
  '0011-posted-links': { up: postedLinks },
  '0012-budgets': { up: budgets },
  '0013-retention': { up: retention },
  '0015-requests': { up: requests },
};
