/** An address made whole by the one it hangs on; null where there is none, or it is no address. */
export function resolve(address: string | null | undefined, base: string): string | null {
  const trimmed = address?.trim();
  return trimmed ? (URL.parse(trimmed, base)?.href ?? null) : null;
}

/** The same for what a person can be sent to: the web's own schemes, and no sentence that was put in an address's place. */
export function webAddress(address: string | null | undefined, base: string): string | null {
  const whole = /\s/.test(address?.trim() ?? '') ? null : resolve(address, base);
  return whole !== null && /^https?:/.test(whole) ? whole : null;
}
