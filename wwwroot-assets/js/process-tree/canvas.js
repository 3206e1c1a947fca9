// Keeps in the DOM only what is in view: cards, lines and trunks by id, added and dropped as the view moves.
import { classes, drawCard, drawEdge, drawTrunk, svg } from './draw.js';
import { inBox } from './layout.js';

const overscan = 240;
const plainBelow = 0.4;

export class TreeCanvas {
  #drawn = { trunks: new Map(), edges: new Map(), cards: new Map() };
  #layers;
  #placed;

  constructor(world) {
    this.#layers = { trunks: svg('g'), edges: svg('g'), cards: svg('g') };
    world.append(this.#layers.trunks, this.#layers.edges, this.#layers.cards);
  }

  get placed() { return this.#placed; }

  /** A new layout: everything is drawn again. */
  place(placed) {
    this.#placed = placed;
    for (const [name, layer] of Object.entries(this.#layers)) {
      layer.replaceChildren();
      this.#drawn[name].clear();
    }
  }

  /** Draws what a view shows. */
  show(box, scale, state) {
    const margin = overscan / scale;
    const { cards, trunks } = inBox(this.#placed, { left: box.left - margin, right: box.right + margin, top: box.top - margin / 2, bottom: box.bottom + margin / 2 });
    this.#layers.cards.setAttribute('class', scale < plainBelow ? 'is-plain' : '');
    this.#sync('trunks', trunks, item => drawTrunk(this.#placed, item));
    this.#sync('edges', cards.filter(item => item.parent), item => drawEdge(this.#placed, item));
    this.#sync('cards', cards, item => {
      const card = drawCard(item, state);
      card.dataset.id = item.id;
      return card;
    });
  }

  #sync(name, items, draw) {
    const drawn = this.#drawn[name];
    const layer = this.#layers[name];
    const wanted = new Set(items.map(item => item.id));
    for (const [id, element] of drawn) {
      if (!wanted.has(id)) {
        element.remove();
        drawn.delete(id);
      }
    }
    const fresh = document.createDocumentFragment();
    for (const item of items) {
      if (drawn.has(item.id))
        continue;
      const element = draw(item);
      drawn.set(item.id, element);
      fresh.append(element);
    }
    layer.append(fresh);
  }

  /** Selection or matches changed: only classes do. */
  restyle(state) {
    for (const [id, element] of this.#drawn.cards) {
      const item = this.#placed.byId.get(id);
      element.setAttribute('class', classes(item, item.node.group ? 'Folded' : item.node.record.kind ?? 'Process', state));
    }
  }

  get drawnCards() { return this.#drawn.cards.size; }
}
