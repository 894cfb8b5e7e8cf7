import { messageSchema } from './chat/message.ts';
import type { Config } from './config.ts';
import type { Clock } from './news/ports.ts';
import { LOCAL_WORKSPACE } from './platforms/local/inbox.ts';
import { channelRef } from './platforms/local/refs.ts';
import { newHealth } from './sources/health.ts';
import { newPollState } from './sources/poll.ts';
import { createArchiveLinks } from './store/archive-links.ts';
import { createArchivedPosts } from './store/archived-posts.ts';
import { createArticles } from './store/articles.ts';
import { createBudgets } from './store/budgets.ts';
import type { Database } from './store/database.ts';
import { createDeliveries } from './store/deliveries.ts';
import { createDigestPlans } from './store/digest-plans.ts';
import { createEdits } from './store/edits.ts';
import { createFeedback } from './store/feedback.ts';
import { createInstallations } from './store/installations.ts';
import { createItems } from './store/items.ts';
import { createLocalMessages } from './store/local-messages.ts';
import { createOffers } from './store/offers.ts';
import { createOverviews } from './store/overview.ts';
import { createPassages } from './store/passages.ts';
import { createPostedLinks } from './store/posted-links.ts';
import { createPosts } from './store/posts.ts';
import { createQuestions } from './store/questions.ts';
import { createReplies } from './store/replies.ts';
import { createRequests } from './store/requests.ts';
import { createRetention } from './store/retention.ts';
import { createSealer, machineSecret } from './store/seal.ts';
import { createVectors } from './store/search-vectors.ts';
import { createSettings } from './store/settings.ts';
import { createSources } from './store/sources.ts';
import { createStoryBook } from './store/story-book.ts';
import { createSummaries } from './store/summaries.ts';
import { createTrail } from './store/trail.ts';
import { createUploads } from './store/uploads.ts';
import { createUsage } from './store/usage.ts';
import { createWorkspaces } from './store/workspaces.ts';

/** Everything that is stored, by what it is of. */
export type Stores = ReturnType<typeof createStores>;

export function createStores({ db }: Database, config: Config, clock: Clock) {
  const sealer = createSealer(config.SECRET_KEY ?? machineSecret(config.DATA_DIR));
  return {
    articles: createArticles(db),
    summaries: createSummaries(db),
    uploads: createUploads(db),
    deliveries: createDeliveries(db),
    replies: createReplies(db, sealer),
    requests: createRequests(db, clock),
    installations: createInstallations(db, sealer),
    settings: createSettings(db),
    feedback: createFeedback(db),
    vectors: createVectors(db),
    workspaces: createWorkspaces(db),
    overviews: createOverviews(db, clock),
    sources: createSources(db, (now) => ({ state: newPollState(), health: newHealth(now) })),
    items: createItems(db),
    passages: createPassages(db),
    questions: createQuestions(db),
    offers: createOffers(db),
    trail: createTrail(db),
    book: createStoryBook(db),
    plans: createDigestPlans(db),
    edits: createEdits(db),
    posts: createPosts(db),
    postedLinks: createPostedLinks(db),
    retention: createRetention(db, {
      mostDays: config.RETENTION_DAYS,
      local: { workspace: LOCAL_WORKSPACE, prefix: channelRef('') },
    }),
    archiveLinks: createArchiveLinks(db),
    archivedPosts: createArchivedPosts(db),
    usage: createUsage(db),
    budgets: createBudgets(db, clock),
    messages: createLocalMessages(db, (stored) => messageSchema.parse(stored)),
  };
}
