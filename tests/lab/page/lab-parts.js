// What the lab's page is made of.

export function pressable(label, press) {
  const button = element('button', label);
  button.type = 'button';
  button.addEventListener('click', press);
  return button;
}

export function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
