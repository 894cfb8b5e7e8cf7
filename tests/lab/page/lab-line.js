// Where a person types in the lab: commands, "@Copydesk …", or words.
import { element, pressable } from '/lab-parts.js';

/** `act(action)` tells whether the platform let it through; `complete(typed)` promises what the line may become. */
export function openLine(platform, { act, complete }) {
  const { form, input, offers, replying } = lineParts(platform);
  let target = null;

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    const before = { text, replyTo: target };
    clear();
    if (await act({ kind: 'line', ...before })) return;
    // What the platform would not let through can be mended.
    input.value = text;
    replyTo(before.replyTo);
  });
  input.addEventListener('input', async () => {
    const typed = input.value;
    const found = typed.startsWith('/') ? await complete(typed) : [];
    if (input.value === typed) offers.replaceChildren(...found.map(offer));
  });

  function clear() {
    input.value = '';
    offers.replaceChildren();
    replyTo(null);
  }

  function offer({ label, value }) {
    const item = element('li', '');
    item.append(pressable(label, () => fill(value)));
    return item;
  }

  function fill(value) {
    input.value = value;
    input.focus();
    input.dispatchEvent(new Event('input'));
  }

  function replyTo(id) {
    target = id;
    replying.replaceChildren(...(id ? ['Replying to a message. ', pressable('Stop', () => replyTo(null))] : []));
    if (id) input.focus();
  }

  return { form, fill, replyTo };
}

function lineParts(platform) {
  const form = element('form', '', 'line');
  const label = element('label', `Message on ${platform}`);
  const input = element('input', '');
  input.autocomplete = 'off';
  input.placeholder = '/summarize …, @Copydesk …, or words';
  label.append(input);
  const offers = element('ul', '', 'offers');
  const replying = element('p', '', 'replying');
  form.append(replying, label, element('button', 'Send'), offers);
  return { form, input, offers, replying };
}
