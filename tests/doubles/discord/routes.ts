import type { Route } from './route.ts';
import { commandRoutes } from './routes/commands.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { messageRoutes } from './routes/messages.ts';
import { placeRoutes } from './routes/places.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { threadRoutes } from './routes/threads.ts';

export interface Found {
  route: Route;
  params: Record<string, string>;
}

/** All the double knows of the REST interface. */
export function createRoutes(facts: { gatewayUrl: () => string; shards: number }) {
  const routes = [
    ...placeRoutes(facts),
    ...messageRoutes(),
    ...reactionRoutes(),
    ...threadRoutes(),
    ...commandRoutes(),
    ...interactionRoutes(),
  ];
  // Fixed words before parameters: /users/@me is not /users/:user.
  const table = routes.map((route) => ({
    route,
    pattern: patternOf(route.path),
    fixed: route.path.replaceAll(/:\w+/g, '').length,
  }));
  table.sort((one, other) => other.fixed - one.fixed);
  return (method: string, path: string): Found | null => {
    for (const { route, pattern } of table) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { route, params: decoded(match.groups ?? {}) };
    }
    return null;
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]));
}
