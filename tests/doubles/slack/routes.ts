import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall } from './api.ts';
import { answerHook } from './hooks.ts';
import { authorize, downloadFile, takeUpload } from './oauth.ts';
import type { Platform } from './platform.ts';
import { type Asked, type Reply, readRequest, serve } from './wire.ts';

/** Every HTTP request to the double, by its address. */
export async function handle(platform: Platform, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', platform.origin());
  const [, method] = /^\/api\/([\w.]+)$/.exec(url.pathname) ?? [];
  const asked = await readRequest(request, method ?? url.pathname, url);
  try {
    await serve(platform, asked, response, () => route(platform, asked, method !== undefined));
  } catch (error) {
    // A fault of the double's own must end in the test that met it, not take the process down.
    const violations = [`the double failed: ${error instanceof Error ? error.stack : error}`];
    const { path, body } = asked;
    platform.journal.add({
      at: platform.clock(),
      method: asked.method,
      path,
      body,
      status: 500,
      answer: null,
      violations,
    });
    response.writeHead(500).end();
  }
}

function route(platform: Platform, asked: Asked, isCall: boolean): Reply {
  if (isCall) return answerCall(platform, asked);
  if (/^\/(commands|actions)\//.test(asked.path)) return answerHook(platform, asked);
  if (asked.path.startsWith('/files-pri/')) return downloadFile(platform, asked);
  if (asked.path.startsWith('/upload/')) return takeUpload(platform, asked);
  if (asked.path === '/oauth/v2/authorize') return authorize(platform, asked);
  return { status: 404, body: 'no such page', violations: [`there is no ${asked.path}`] };
}
