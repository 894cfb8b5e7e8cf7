// Every request of the bot with its verdict; what breaks a platform's contract stands in red.

const MOST = 300;
const entriesList = document.querySelector('#entries');
const count = document.querySelector('#count');
const onlyViolations = document.querySelector('#only-violations');

onlyViolations.addEventListener('change', () =>
  entriesList.classList.toggle('only-violations', onlyViolations.checked),
);

export function clearEntries() {
  entriesList.replaceChildren();
  count.textContent = '';
}

export function showEntries(platform, entries) {
  for (const entry of entries) entriesList.prepend(itemOf(platform, entry));
  while (entriesList.children.length > MOST) entriesList.lastElementChild.remove();
  const broken = entriesList.querySelectorAll('.violated').length;
  count.textContent = `${entriesList.children.length} requests, ${broken} with violations`;
}

function itemOf(platform, { method, path, status, body, answer, violations }) {
  const item = document.createElement('li');
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  // Tokens say nothing to a reader.
  summary.textContent = `${platform} ${method} ${path.replace(/[\w-]{50,}/, '…')} → ${status}`;
  details.append(summary, ...violations.map(violation), json('sent', body), json('answered', answer));
  if (violations.length > 0) {
    item.className = 'violated';
    details.open = true;
  }
  item.append(details);
  return item;
}

function violation(words) {
  const line = document.createElement('p');
  line.className = 'violation';
  line.textContent = words;
  return line;
}

function json(title, value) {
  const shown = document.createElement('pre');
  shown.textContent = `${title}: ${JSON.stringify(value, null, 1) ?? 'nothing'}`;
  return shown;
}
