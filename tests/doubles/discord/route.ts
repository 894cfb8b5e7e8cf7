import { type Breach, checkAgainst } from './contract.ts';
import type { Core } from './core.ts';
import type { Json } from './state.ts';
import type { UploadedFile } from './types.ts';

export interface Call {
  core: Core;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Empty where the request has no body; what it is was checked by the route's schema before. */
  body: Json;
  /** The same as it came: an array for the set of commands. */
  rawBody: unknown;
  files: { index: number; file: UploadedFile }[];
  /** Rules that need the world, told before anything is done: throws when the platform would refuse. */
  hold(breaches: readonly Breach[]): void;
}

export interface Reply {
  status: number;
  body?: unknown;
  /** Bytes instead of JSON. */
  file?: UploadedFile;
}

export interface Route {
  method: string;
  /** "/channels/:channel/messages/:message" below /api/v10. */
  path: string;
  /** Callbacks and webhooks carry no Authorization. */
  isOpen?: boolean;
  /** Requests in so many milliseconds, per major parameter, with `limits`. */
  bucket?: { requests: number; perMs: number };
  /** Names of request schemas in the document; null: no body is looked at. */
  schema: ((body: unknown) => Breach[]) | null;
  run(call: Call): Reply | Promise<Reply>;
}

export const OK = (body: unknown): Reply => ({ status: 200, body });
export const NO_CONTENT: Reply = { status: 204 };

/** The body is one object of this name in the document. */
export function object(name: string): Route['schema'] {
  return (body) => checkAgainst(name, body ?? {});
}

export function listOf(name: string): Route['schema'] {
  return (body) => {
    if (!Array.isArray(body)) return [{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used.' }];
    return body.flatMap((one, index) => under(index, checkAgainst(name, one)));
  };
}

export function under(key: PropertyKey, breaches: readonly Breach[]): Breach[] {
  return breaches.map((one) => ({ ...one, path: [key, ...one.path] }));
}
