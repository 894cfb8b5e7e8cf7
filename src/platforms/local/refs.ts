/** Where a local message stands: `local:<channel>/<message id>`; a channel alone is `local:<channel>`. */
export function messageRef(channel: string, id: string): string {
  return `local:${channel}/${id}`;
}

export function channelRef(channel: string): string {
  return `local:${channel}`;
}

export function readRef(ref: string): { channel: string; id: string | null } {
  const match = /^local:([^/]+)(?:\/(.+))?$/.exec(ref);
  if (!match?.[1]) throw new Error(`not a local ref: ${ref}`);
  return { channel: match[1], id: match[2] ?? null };
}
