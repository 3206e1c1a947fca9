// What the diagram is drawn on: the SVG, the map over it, and the measure of its words.
import { svg } from './draw.js';

/** Lays drawing and map into the surface, in place of whatever was there. */
export function stage(surface) {
  const world = svg('g');
  const drawing = svg('svg', { class: 'tc-tree-svg', width: '100%', height: '100%', role: 'img', 'aria-label': 'Process tree' });
  drawing.append(world);
  const map = document.createElement('canvas');
  map.className = 'tc-tree-map';
  map.setAttribute('aria-hidden', 'true');
  surface.replaceChildren(drawing, map);
  return { world, map };
}

/** Tells whether a text fits into a room, for the two sizes of words on a card. */
export function fitters(element) {
  const pen = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(element).fontFamily;
  const fitter = font => room => text => {
    pen.font = font;
    return pen.measureText(text).width <= room;
  };
  return { fitsName: fitter(`600 13px ${family}`), fitsMore: fitter(`11px ${family}`) };
}
