import { ModelRefused, ModelUnusable, OverBudget } from '../errors.ts';
import type { Model, ModelAnswer, ModelRequest, Scope, SettingsStore } from '../news/ports.ts';
import { NO_MODEL } from '../news/settings.ts';
import type { Budgets, Models, OpenCall, Tokens } from '../news/usage.ts';
import { estimateCall, estimateTokens } from '../writing/parts.ts';

export interface ModelsOptions {
  /** The admin's default; null = none where nobody picks one. */
  standard: Model | null;
  /** What may be picked beside it. */
  others: readonly Model[];
  /** What every workspace may use a day at most; null = no bound of the admin's. */
  mostTokens: number | null;
  settings: Pick<SettingsStore, 'read'>;
  budgets: Budgets;
}

/** Picks the model of a scope by its settings, and keeps its calls within the budgets. */
export function createModels({ standard, others, mostTokens, settings, budgets }: ModelsOptions): Models {
  const offered = new Map([...(standard ? [standard] : []), ...others].map((model) => [model.name, model]));

  async function budgetsOf({ workspace, channel }: Scope) {
    const here = await settings.read({ workspace, channel });
    // Read as a channel of its own name, a workspace has what was set for all of it.
    const everywhere = await settings.read({ workspace, channel: workspace });
    return { channel: tokensOf(here.budget), workspace: tokensOf(everywhere.budget), admins: mostTokens };
  }

  async function open(scope: Scope) {
    const { channel, workspace, admins } = await budgetsOf(scope);
    return budgets.open(scope, { channel, workspace: least(workspace, admins) });
  }

  return {
    names: [...offered.keys()],
    budgetsOf,
    async for(scope) {
      const { model: wanted } = await settings.read(scope);
      if (wanted === NO_MODEL) return { model: null, because: 'model-off' };
      // What was picked once may be offered no more.
      const model = (wanted === null ? null : offered.get(wanted)) ?? standard;
      if (!model) return { model: null, because: 'no-model' };
      return {
        model: {
          name: model.name,
          answer: async (request) => await answer(request, model, await open(scope)),
          afford: async (tokens) => await afford(tokens, await open(scope)),
        },
      };
    },
  };
}

/** One call that is made only where its budgets have room for it, and booked whatever became of it. */
async function answer<T>(request: ModelRequest<T>, model: Model, call: OpenCall): Promise<ModelAnswer<T>> {
  await reserve(estimateCall(request), call);
  let used: Tokens | null = null;
  try {
    const answered = await model.answer({
      ...request,
      async beforeAgain(again, usedByNow) {
        used = usedByNow;
        await reserve(estimateCall(again), call);
      },
    });
    used = counted(answered, request);
    return answered;
  } catch (error) {
    if (error instanceof ModelRefused || error instanceof ModelUnusable) used = error.used;
    throw error;
  } finally {
    await call.settle(used && { ...used, purpose: request.purpose, model: model.name });
  }
}

async function afford(tokens: number, call: OpenCall): Promise<void> {
  await reserve(tokens, call);
  await call.settle(null);
}

async function reserve(tokens: number, call: OpenCall): Promise<void> {
  if (!(await call.reserve(tokens))) throw new OverBudget(`no room for ${tokens} tokens`);
}

/** Some servers count nothing; a budget must end with them too. */
function counted<T>(answered: ModelAnswer<T>, request: ModelRequest<T>): Tokens {
  const { inputTokens, outputTokens, value } = answered;
  if (inputTokens + outputTokens > 0) return { inputTokens, outputTokens };
  const inputTokensAtMost = estimateCall(request) - request.maxOutputTokens;
  return { inputTokens: inputTokensAtMost, outputTokens: estimateTokens(JSON.stringify(value)) };
}

function tokensOf(budget: string | null): number | null {
  return budget === null ? null : Number(budget);
}

function least(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
