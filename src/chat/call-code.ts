/** The tightest of the platforms: a Discord custom_id. */
const MAX_LENGTH = 100;

export interface Coded {
  command: string;
  options: Record<string, string>;
  /** For a menu: the option that what was picked goes to. */
  picked: string | null;
}

/** A call as the text that a button or a menu carries; null where it would be too long for any platform. */
export function encodeCall(
  { command, options }: Pick<Coded, 'command' | 'options'>,
  picked: string | null = null,
): string | null {
  const code = `${command}?${new URLSearchParams(options)}${picked === null ? '' : `#${picked}`}`;
  return code.length <= MAX_LENGTH ? code : null;
}

/** Null for a text that we did not write. */
export function decodeCall(code: string): Coded | null {
  const match = /^([a-z][a-z ]*)\?([^#]*)(?:#([a-z]+))?$/.exec(code);
  if (!match?.[1]) return null;
  return { command: match[1], options: Object.fromEntries(new URLSearchParams(match[2])), picked: match[3] ?? null };
}
