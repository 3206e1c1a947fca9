// What of the tree is in view and how large: the first look, fitting, zooming about a card, the height of the box.
import { card } from './layout.js';

const box = { margin: 20, least: 120, most: 384, mapped: 300 };

export class Frame {
  #view;
  #surface;
  #height = '';

  constructor(view, surface) {
    this.#view = view;
    this.#surface = surface;
  }

  // A small tree needs no large box. A height that a person dragged is theirs and stays.
  fitBox(placed) {
    const { style, clientWidth } = this.#surface;
    if (!clientWidth || style.height !== this.#height)
      return;
    const wanted = Math.ceil(placed.height * this.#readable(placed)) + 2 * box.margin + 2;
    style.height = this.#height = wanted < box.most ? `${Math.max(wanted, box.least)}px` : '';
  }

  show(item) {
    const { x, y, scale } = this.#view;
    this.#view.reveal(x + item.x * scale, y + item.y * scale, (card.width + 30) * scale, card.height * scale);
  }

  // At first: readable size, from the top left, and the chosen card in view.
  home(placed, selected) {
    this.#view.to(box.margin, box.margin, this.#readable(placed));
    const item = placed.byId.get(selected);
    if (!item)
      return;
    // What it ran belongs into the first look, too.
    if (item.children[0])
      this.show(item.children[0]);
    this.show(item);
  }

  fit(placed, selected) {
    const { width, height } = this.#view;
    const scale = Math.min(1.25, (width - 40) / (placed.width + 40), (height - 40) / placed.height);
    this.#view.to(box.margin, box.margin, scale);
    const item = placed.byId.get(selected);
    if (scale < this.#view.scale && item)
      this.show(item);
  }

  zoom(factor, item) {
    const { x, y, scale, width, height } = this.#view;
    const at = item && [x + (item.x + card.width / 2) * scale, y + (item.y + card.height / 2) * scale];
    const inside = at && at[0] > 0 && at[0] < width && at[1] > 0 && at[1] < height;
    this.#view.zoom(factor, ...(inside ? at : []));
  }

  /** Where a card is on the surface; null when there is none. */
  placeOf(item) {
    return item ? [this.#view.x + item.x * this.#view.scale, this.#view.y + item.y * this.#view.scale] : null;
  }

  /** Moves the view so that a card is where it was seen before. */
  hold(item, seen) {
    this.#view.to(seen[0] - item.x * this.#view.scale, seen[1] - item.y * this.#view.scale);
  }

  /** With everything in view a map of it only covers it; so it does in a box hardly taller than the map. */
  needsNoMap(placed) {
    const { left, top, right, bottom } = this.#view.box;
    const whole = left <= 0 && top <= 0 && right >= placed.width && bottom >= placed.height;
    return whole || this.#view.height < box.mapped;
  }

  #readable(placed) { return Math.min(1, Math.max(0.75, (this.#view.width - 2 * box.margin) / (placed.width + 2 * box.margin))); }
}
