// The shown tree as a picture that stands by itself: no style sheet, no script, no outside reference.
import { drawCard, drawEdge, drawTrunk, svg } from './draw.js';

const inherited = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'opacity'];
const margin = 24;
const most = { side: 16_000, pixels: 64_000_000, cards: 5_000 };

/** @returns {{ element: SVGElement, width: number, height: number }} */
export function picture(placed, state, host, title) {
  const width = placed.width + 2 * margin + 60;
  const height = placed.height + 2 * margin;
  const element = svg('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `${-margin} ${-margin} ${width} ${height}`, class: 'tc-tree-picture' });
  element.append(svg('title', {}, title));
  const paper = svg('rect', { x: -margin, y: -margin, width, height, class: 'tc-tree-paper' });
  element.append(paper);
  const items = placed.items.slice(0, most.cards);
  const calm = { ...state, selected: null, matches: null };
  element.append(
    ...items.filter(item => item.children.length).map(item => drawTrunk(placed, item)),
    ...items.filter(item => item.parent).map(item => drawEdge(placed, item)),
    ...items.map(item => drawCard(item, calm)));

  // Styles come from the page's style sheet, so it is laid into the page for as long as it takes to write them down.
  host.append(element);
  try {
    for (const part of element.querySelectorAll('rect, path, circle, text, tspan')) {
      const style = getComputedStyle(part);
      for (const name of inherited) {
        const value = style.getPropertyValue(name);
        if (value && (name !== 'opacity' || value !== '1'))
          part.setAttribute(name, name === 'font-family' ? value.replaceAll('"', "'") : value);
      }
    }
    for (const part of element.querySelectorAll('[class]'))
      part.removeAttribute('class');
    element.removeAttribute('class');
  } finally {
    element.remove();
  }
  return { element, width, height };
}

export function svgBytes(drawn) {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawn.element)}\n`);
}

export async function pngBytes(drawn) {
  const scale = Math.min(2, most.side / drawn.width, most.side / drawn.height, Math.sqrt(most.pixels / (drawn.width * drawn.height)));
  const url = URL.createObjectURL(new Blob([svgBytes(drawn)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(drawn.width * scale));
    canvas.height = Math.max(1, Math.round(drawn.height * scale));
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done, fail) => canvas.toBlob(made => made ? done(made) : fail(new Error('The picture is too large.')), 'image/png'));
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
