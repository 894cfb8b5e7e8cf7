/** An address made whole by the one it hangs on; null where there is none, or it is no address. */
export function resolve(address: string | null | undefined, base: string): string | null {
  const trimmed = address?.trim();
  return trimmed ? (URL.parse(trimmed, base)?.href ?? null) : null;
}
