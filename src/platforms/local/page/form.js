// The form a command asks for before it can run, in a dialog.

/** Calls `submit` with the call that the filled form makes; closing it calls nobody. */
export function showForm({ title, command, given, fields }, submit) {
  const dialog = document.querySelector('#asking');
  const form = element('form', '');
  form.method = 'dialog';
  form.append(...fields.map(fieldOf), buttons(dialog));
  form.addEventListener('submit', () => {
    const filled = [...new FormData(form)].filter(([, value]) => value !== '');
    submit({ label: title, command, options: { ...given, ...Object.fromEntries(filled) } });
  });
  const heading = element('h2', title);
  heading.id = 'asked';
  dialog.replaceChildren(heading, form);
  dialog.showModal();
}

function fieldOf({ name, label, description, kind, isRequired, choices }) {
  const input = inputOf(kind, choices);
  input.name = name;
  input.required = isRequired;
  const shown = element('label', label);
  shown.append(input, element('small', description));
  return shown;
}

function inputOf(kind, choices) {
  if (kind === 'paragraph') return document.createElement('textarea');
  if (kind === 'line') return document.createElement('input');
  const select = document.createElement('select');
  select.append(...['', ...choices].map((choice) => new Option(choice, choice)));
  return select;
}

function buttons(dialog) {
  const cancel = element('button', 'Cancel');
  cancel.type = 'button';
  cancel.addEventListener('click', () => dialog.close());
  const row = element('p', '');
  row.append(element('button', 'Submit'), cancel);
  return row;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
