import { DiscordAPIError, REST, type RESTOptions, RequestMethod } from 'discord.js';
import { throughProxy } from '../../reading/proxy.ts';
import { PASS_OVER } from './errors.ts';
import type { DiscordSettings } from './settings.ts';

/** Discord's REST interface. Answers are as Discord sent them. */
export interface Api {
  get(path: `/${string}`, query?: Record<string, string>): Promise<unknown>;
  post(path: `/${string}`, body: unknown, options?: CallOptions): Promise<unknown>;
  patch(path: `/${string}`, body: unknown, options?: CallOptions): Promise<unknown>;
  delete(path: `/${string}`, options?: CallOptions): Promise<unknown>;
  /** For files, which stand on other hosts. */
  fetch: typeof globalThis.fetch;
  /** For the gateway, which asks where it is. */
  rest: REST;
  close(): Promise<void>;
}

export interface CallOptions {
  /** The address holds a token of its own. */
  isOpen?: boolean;
  query?: Record<string, string>;
}

interface Request extends CallOptions {
  body?: unknown;
}

/** Never tries again by itself: the outbox does. `waits` for the limits that Discord sets; else they are an error at once. */
export function createApi(
  { token, apiUrl, proxy }: Pick<DiscordSettings, 'token' | 'apiUrl' | 'proxy'>,
  { waits }: { waits: boolean },
): Api {
  const road = proxy === null ? null : throughProxy(proxy);
  const rest = new REST({
    api: apiUrl,
    retries: 0,
    rejectOnRateLimit: waits ? null : () => true,
    // The library takes any fetch; only the types of its own older copy differ.
    ...(road ? { makeRequest: road.fetch as unknown as RESTOptions['makeRequest'] } : {}),
  }).setToken(token);

  async function call(method: RequestMethod, path: `/${string}`, { isOpen = false, query, body }: Request) {
    try {
      const parts = { method, fullRoute: path, auth: !isOpen, ...(body === undefined ? {} : { body }) };
      return await rest.request({ ...parts, ...(query ? { query: new URLSearchParams(query) } : {}) });
    } catch (error) {
      // The library forgets a token that was refused once, and would then fail without asking.
      if (isTokenRefused(error)) rest.setToken(token);
      throw error;
    }
  }

  return {
    get: (path, query = {}) => call(RequestMethod.Get, path, { query }),
    post: (path, body, options = {}) => call(RequestMethod.Post, path, { ...options, body }),
    patch: (path, body, options = {}) => call(RequestMethod.Patch, path, { ...options, body }),
    delete: (path, options = {}) => call(RequestMethod.Delete, path, options),
    fetch: road?.fetch ?? globalThis.fetch,
    rest,
    async close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
      await road?.dispatcher.close();
    },
  };
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401 && !PASS_OVER.has(Number(error.code));
}
