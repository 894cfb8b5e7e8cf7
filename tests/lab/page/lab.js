// The lab: both platforms side by side, played by one person; everything the bot sends is drawn as its platform would.
import { clearEntries, showEntries } from '/lab-journal.js';
import { openSide } from '/lab-side.js';

const who = document.querySelector('#who');
const place = document.querySelector('#place');
const connection = document.querySelector('#connection');
const attempt = document.querySelector('#try');
const sides = { discord: openSide('discord', 'Discord', post), slack: openSide('slack', 'Slack', post) };
let events = null;

for (const choice of [who, place]) choice.addEventListener('change', listen);
attempt.addEventListener('click', () => {
  for (const side of Object.values(sides)) side.fill(attempt.textContent);
});
listen();

function seat() {
  return { who: who.value, place: place.value };
}

function listen() {
  events?.close();
  events = new EventSource(`/events?${new URLSearchParams(seat())}`);
  events.addEventListener('open', () => {
    connection.textContent = 'Connected';
  });
  events.addEventListener('error', () => {
    connection.textContent = 'Connection lost, trying again…';
  });
  on('hello', ({ article }) => {
    // All is told anew after a lost connection.
    clearEntries();
    attempt.textContent = `/summarize ${article}`;
  });
  on('shown', ({ platform, shown }) => sides[platform].show(shown));
  on('journal', ({ platform, entries }) => showEntries(platform, entries));
}

function on(name, take) {
  events.addEventListener(name, (event) => take(JSON.parse(event.data)));
}

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify({ ...seat(), ...body }) });
  const json = await response.json();
  if (!response.ok) throw new Error(json.problem);
  return json;
}
