// Pan and zoom: drag, wheel, pinch. Knows nothing of trees.

export const scales = { least: 0.15, most: 3 };

export class Viewport {
  x = 0;
  y = 0;
  scale = 1;
  #element;
  #changed;
  #pointers = new Map();
  #dragged = 0;
  #abort = new AbortController();

  constructor(element, changed) {
    this.#element = element;
    this.#changed = changed;
    const on = (type, handler, options) => element.addEventListener(type, handler, { signal: this.#abort.signal, ...options });
    on('pointerdown', event => this.#down(event));
    on('pointermove', event => this.#move(event));
    on('pointerup', event => this.#up(event));
    on('pointercancel', event => this.#up(event));
    on('wheel', event => this.#wheel(event), { passive: false });
  }

  get width() { return this.#element.clientWidth || 1; }
  get height() { return this.#element.clientHeight || 1; }

  /** What is seen, in the world's own measure. */
  get box() {
    return { left: -this.x / this.scale, top: -this.y / this.scale, right: (this.width - this.x) / this.scale, bottom: (this.height - this.y) / this.scale };
  }

  /** Whether the last press moved the view, so that its click is not meant. */
  get wasDrag() { return this.#dragged > 4; }

  to(x, y, scale = this.scale) {
    this.x = x;
    this.y = y;
    this.scale = Math.min(scales.most, Math.max(scales.least, scale));
    this.#changed();
  }

  /** Puts a point of the world into the middle. */
  centre(x, y) { this.to(this.width / 2 - x * this.scale, this.height / 2 - y * this.scale); }

  /** Moves only as far as needed to bring a box of the element wholly into view; its top left wins where it is larger. */
  reveal(left, top, width, height, gap = 24) {
    const dx = left < gap ? gap - left : Math.min(0, this.width - gap - (left + width));
    const dy = top < gap ? gap - top : Math.min(0, this.height - gap - (top + height));
    if (dx || dy)
      this.by(dx, dy);
  }

  by(dx, dy) { this.to(this.x + dx, this.y + dy); }

  /** Zooms about a point of the element, by default its middle. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const scale = Math.min(scales.most, Math.max(scales.least, this.scale * factor));
    const real = scale / this.scale;
    this.to(px - (px - this.x) * real, py - (py - this.y) * real, scale);
  }

  #down(event) {
    if (event.button !== 0 && event.pointerType === 'mouse')
      return;
    this.#pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.#pointers.size === 1)
      this.#dragged = 0;
  }

  #move(event) {
    const last = this.#pointers.get(event.pointerId);
    if (!last)
      return;
    const now = [event.clientX, event.clientY];
    this.#pointers.set(event.pointerId, now);
    const dx = now[0] - last[0];
    const dy = now[1] - last[1];
    this.#dragged += Math.abs(dx) + Math.abs(dy);
    if (this.#pointers.size === 1) {
      if (this.wasDrag && !this.#element.hasPointerCapture(event.pointerId))
        this.#element.setPointerCapture(event.pointerId);
      this.by(dx, dy);
      return;
    }
    const [id] = [...this.#pointers.keys()].filter(key => key !== event.pointerId);
    const other = this.#pointers.get(id);
    const before = Math.hypot(last[0] - other[0], last[1] - other[1]);
    const after = Math.hypot(now[0] - other[0], now[1] - other[1]);
    const frame = this.#element.getBoundingClientRect();
    if (before > 0)
      this.zoom(after / before, (now[0] + other[0]) / 2 - frame.left, (now[1] + other[1]) / 2 - frame.top);
    this.by(dx / 2, dy / 2);
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
  }

  #wheel(event) {
    const step = event.deltaMode === 1 ? 18 : 1;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const frame = this.#element.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * step * 0.002), event.clientX - frame.left, event.clientY - frame.top);
      return;
    }
    // Without the keyboard's focus here the page scrolls, not the picture under the pointer.
    if (!this.#element.contains(document.activeElement))
      return;
    event.preventDefault();
    if (event.shiftKey)
      this.by(-event.deltaY * step, 0);
    else
      this.by(-event.deltaX * step, -event.deltaY * step);
  }

  dispose() { this.#abort.abort(); }
}
