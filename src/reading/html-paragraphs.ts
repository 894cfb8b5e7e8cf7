const BLOCK = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
);
const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** The text of each block on its own, white space collapsed; a double <br> ends a paragraph too. */
export function toParagraphs(root: Node): string[] {
  const paragraphs: string[] = [];
  let line = '';
  let breaks = 0;
  const end = () => {
    const text = line
      .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (/[\p{L}\p{N}]/u.test(text)) paragraphs.push(text);
    line = '';
  };
  // Its own stack: a page may nest deeper than calls can.
  const stack: (Node | null)[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (!node) {
      end();
    } else if (node.nodeType === TEXT_NODE) {
      const text = node.nodeValue ?? '';
      if (text.trim() !== '') breaks = 0;
      line += text;
    } else if (node.nodeType === ELEMENT_NODE) {
      const { nodeName } = node;
      if (nodeName === 'BR') {
        breaks += 1;
        if (breaks > 1) end();
        else line += '\n';
        continue;
      }
      if (BLOCK.has(nodeName)) {
        end();
        stack.push(null);
      }
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child);
    }
  }
  end();
  return paragraphs;
}
