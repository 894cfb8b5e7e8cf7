// What both looks are made of. Text is always set as text, and an address becomes a link only when it is a web address.

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/** A link that shows where it goes; anything but a web address stays text. */
export function link(address, ...children) {
  const shown = children.length > 0 ? children : [address];
  if (!isWebAddress(address)) return element('span', 'look-nolink', ...shown);
  const made = element('a', 'look-link', ...shown);
  made.href = address;
  made.rel = 'noopener noreferrer';
  made.target = '_blank';
  made.title = address;
  return made;
}

function isWebAddress(address) {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Pictures are named, not loaded: looking at a message asks no other server for anything. */
export function picture(address, description) {
  const words = description || 'Picture';
  return element('span', 'look-picture', '▣ ', address ? link(address, words) : words);
}

export function button(label, className, onPress, isDisabled = false) {
  const made = element('button', className, label);
  made.type = 'button';
  made.disabled = isDisabled;
  made.addEventListener('click', onPress);
  return made;
}

/** A button that opens an address. */
export function linkButton(label, className, address) {
  const made = link(address, label, ' ↗');
  made.className = `${className} look-link-button`;
  return made;
}

/** The line above a message: who wrote it and when. */
export function byline(name, isApp, at) {
  const when = at === null || Number.isNaN(at.getTime()) ? null : element('time', 'look-when', timeOf(at));
  if (when) when.dateTime = at.toISOString();
  return element('p', 'look-byline', element('b', '', name), isApp ? element('span', 'look-app', 'APP') : null, when);
}

function timeOf(at) {
  return at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
}

export function avatar(name) {
  const made = element('span', 'look-avatar', [...name][0]?.toUpperCase() ?? '?');
  made.setAttribute('aria-hidden', 'true');
  return made;
}

/** A part that this look does not know is named, never left out in silence. */
export function unknownPart(name) {
  return element('p', 'look-unknown', `(a part of type ${name}, which is not drawn here)`);
}
