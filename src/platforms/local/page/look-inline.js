// Marked-up text read from left to right: at each place the first rule that fits makes a node, else the letter stays text.

const DEEPEST = 12;

/** Rules are `{at: /…/y, make(match, inside)}`; `inside(text)` reads what a mark encloses. Answers DOM nodes and texts. */
export function readInline(text, rules, plain = (letters) => letters, depth = 0) {
  if (depth > DEEPEST) return [plain(text)];
  const nodes = [];
  let letters = '';
  const inside = (enclosed) => readInline(enclosed, rules, plain, depth + 1);
  for (let at = 0; at < text.length; ) {
    const found = firstMatch(text, at, rules, inside);
    if (!found) {
      letters += text[at];
      at += 1;
      continue;
    }
    if (typeof found.node === 'string') letters += found.node;
    else {
      nodes.push(plain(letters), found.node);
      letters = '';
    }
    at += found.length;
  }
  return [...nodes, plain(letters)].filter((node) => node !== '');
}

function firstMatch(text, at, rules, inside) {
  for (const rule of rules) {
    rule.at.lastIndex = at;
    const match = rule.at.exec(text);
    if (!match || match[0] === '') continue;
    return { node: rule.make(match, inside), length: match[0].length };
  }
  return null;
}
