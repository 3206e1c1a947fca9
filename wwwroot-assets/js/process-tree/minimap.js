// The whole tree in a corner, and the view as a frame in it. A canvas, since every shown node is in it.
import { token } from '../shared/interop.js';
import { card } from './layout.js';

export class Minimap {
  #canvas;
  #whole = document.createElement('canvas');
  #placed;
  #factor = 1;
  #abort = new AbortController();

  /** @param go called with a point of the world that the middle of the view shall show */
  constructor(canvas, go) {
    this.#canvas = canvas;
    const point = event => {
      const frame = canvas.getBoundingClientRect();
      go((event.clientX - frame.left) / this.#factor, (event.clientY - frame.top) / this.#factor);
    };
    const { signal } = this.#abort;
    canvas.addEventListener('pointerdown', event => {
      event.stopPropagation();
      canvas.setPointerCapture(event.pointerId);
      point(event);
    }, { signal });
    canvas.addEventListener('pointermove', event => {
      if (canvas.hasPointerCapture(event.pointerId))
        point(event);
    }, { signal });
  }

  /** Draws the layout once; frames only lay the view over it. */
  place(placed, selected) {
    this.#placed = placed;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = window.devicePixelRatio || 1;
    for (const canvas of [this.#canvas, this.#whole]) {
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
    }
    this.#factor = Math.min(width / placed.width, height / placed.height, 0.2);
    const pen = this.#whole.getContext('2d');
    pen.setTransform(ratio * this.#factor, 0, 0, ratio * this.#factor, 0, 0);
    const colours = { aside: token('--tc-text-muted'), path: token('--tc-text'), selected: token('--tc-accent') };
    const tall = Math.max(card.height, 1.5 / this.#factor);
    for (const item of placed.items) {
      const telling = item.node.record.role !== undefined && item.node.record.role !== 'Context';
      pen.fillStyle = item.id === selected ? colours.selected : telling ? colours.path : colours.aside;
      pen.globalAlpha = telling || item.id === selected ? 1 : 0.5;
      pen.fillRect(item.x, item.y, card.width, tall);
    }
  }

  show(box) {
    if (!this.#placed)
      return;
    const pen = this.#canvas.getContext('2d');
    const ratio = window.devicePixelRatio || 1;
    const f = ratio * this.#factor;
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    pen.drawImage(this.#whole, 0, 0);
    pen.strokeStyle = token('--tc-accent');
    pen.lineWidth = ratio * 1.5;
    const left = Math.max(box.left * f, 1);
    const top = Math.max(box.top * f, 1);
    pen.strokeRect(left, top, Math.min(box.right * f, this.#canvas.width - 1) - left, Math.min(box.bottom * f, this.#canvas.height - 1) - top);
  }

  dispose() { this.#abort.abort(); }
}
