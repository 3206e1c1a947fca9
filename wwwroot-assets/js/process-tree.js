// The process tree diagram. mount(element, data, dotnet) → handle with update, select, search, exports and dispose.
// data: { nodes, selectedId, layout, fileName }; .NET is told OnNodeSelected(id), OnNodeOpened(id), OnFoldedOpened(id).
import { tell, onTheme } from './shared/interop.js';
import { visible } from './shared/text.js';
import { TreeCanvas } from './process-tree/canvas.js';
import { describe } from './process-tree/draw.js';
import { picture, pngBytes, svgBytes } from './process-tree/export.js';
import { Frame } from './process-tree/frame.js';
import { press } from './process-tree/keys.js';
import { layout } from './process-tree/layout.js';
import { Minimap } from './process-tree/minimap.js';
import { groupPrefix, TreeModel } from './process-tree/model.js';
import { Search } from './process-tree/search.js';
import { fitters, stage } from './process-tree/stage.js';
import { hear } from './process-tree/toolbar.js';
import { Viewport } from './process-tree/viewport.js';
import { Walker } from './process-tree/walker.js';
import { read } from './process-tree/wire.js';

export function mount(element, data, dotnet) {
  return new ProcessTree(element, data, dotnet);
}

class ProcessTree {
  #element;
  #dotnet;
  #model;
  #placed;
  #kind;
  fileName;
  /** Goes from card to card. */
  walker;
  #view;
  #sight;
  #canvas;
  #minimap;
  #surface;
  #world;
  #frame = 0;
  #told;
  #map;
  #search = new Search();
  #selected = null;
  #state;
  #abort = new AbortController();
  #observer;
  #themeEnds;

  constructor(element, data, dotnet) {
    this.#element = element;
    this.#dotnet = dotnet;
    this.#model = new TreeModel(read(data?.nodes));
    this.fileName = data?.fileName || 'process-tree';
    this.#surface = element.querySelector('[data-tree=view]');
    this.#kind = data?.layout ?? (this.#surface.clientWidth < 640 ? 'indented' : 'across');

    this.#state = { selected: null, matches: null, isClosed: id => this.#model.isClosed(id), ...fitters(element) };
    this.walker = new Walker(this, this.#model, dotnet);
    const { world, map } = stage(this.#surface);
    [this.#world, this.#map] = [world, map];
    this.#canvas = new TreeCanvas(this.#world);
    this.#view = new Viewport(this.#surface, () => this.#draw());
    this.#sight = new Frame(this.#view, this.#surface);
    this.#minimap = new Minimap(map, (x, y) => this.#view.centre(x, y));

    this.#listen();
    this.#place();
    const start = data?.selectedId ?? this.#model.first();
    if (data?.selectedId)
      this.#model.reveal(data.selectedId) && this.#place();
    this.#pick(this.#placed.byId.has(start) ? start : null, false);
    this.#home();
    this.#paint();
  }

  #listen() {
    const on = (target, type, handler) => target.addEventListener(type, handler, { signal: this.#abort.signal });
    on(this.#surface, 'keydown', event => {
      if (event.target === this.#surface && press(this, event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    on(this.#surface, 'click', event => this.#click(event));
    on(this.#surface, 'dblclick', event => {
      const id = event.target.closest?.('.tc-node')?.dataset.id;
      if (id && !event.target.closest('.tc-node-toggle'))
        this.walker.enter(id);
    });
    hear(this.#element, this, this.#abort.signal);
    let width = this.#surface.clientWidth;
    this.#observer = new ResizeObserver(() => {
      // Shown again after being hidden: begin where a first look would.
      if (width === 0 && this.#surface.clientWidth)
        this.#home();
      if (width !== this.#surface.clientWidth)
        requestAnimationFrame(() => this.#fitWidth());
      width = this.#surface.clientWidth;
      this.#minimap.place(this.#placed, this.#selected);
      this.#draw();
    });
    this.#observer.observe(this.#surface);
    this.#themeEnds = onTheme(() => {
      this.#minimap.place(this.#placed, this.#selected);
      this.#draw();
    });
  }

  openAll() { this.reshape(() => this.#model.openAll()); }
  foldAll() { this.reshape(() => this.#model.foldAll()); }

  turn() {
    this.#kind = this.#kind === 'across' ? 'indented' : 'across';
    this.#place();
    this.#home();
  }

  #click(event) {
    if (this.#view.wasDrag)
      return;
    const target = event.target.closest?.('.tc-node');
    if (!target)
      return;
    this.#surface.focus({ preventScroll: true });
    const { id } = target.dataset;
    if (event.target.closest('.tc-node-toggle'))
      this.toggle(id);
    else if (this.walker.isFold(id))
      this.walker.enter(id);
    else
      this.#pick(id);
  }

  #place() {
    this.#placed = layout(this.#model.shown(), this.#kind);
    this.#canvas.place(this.#placed);
    this.#sight.fitBox(this.#placed);
    this.#minimap.place(this.#placed, this.#selected);
    this.#draw();
  }

  // Opening or closing keeps the acted-on card where it is on the screen.
  reshape(change, about = this.#selected) {
    const seen = this.#sight.placeOf(this.#placed.byId.get(about));
    change();
    this.#place();
    const after = this.#placed.byId.get(about);
    if (seen && after)
      this.#sight.hold(after, seen);
    else
      this.#home();
  }

  toggle(id, open) {
    this.reshape(() => this.#model.toggle(id, open), id);
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint() {
    const { x, y, scale } = this.#view;
    this.#world.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
    this.#canvas.show(this.#view.box, scale, this.#state);
    this.#minimap.show(this.#view.box);
    this.#map.classList.toggle('is-needless', this.#sight.needsNoMap(this.#placed));
  }

  #pick(id, told = true) {
    this.#selected = this.#state.selected = id;
    this.#canvas.restyle(this.#state);
    this.#minimap.place(this.#placed, id);
    this.#minimap.show(this.#view.box);
    if (!told || id === null)
      return;
    const node = this.#placed.byId.get(id)?.node;
    if (node)
      this.say(describe(node).split('\n').join('. '));
    clearTimeout(this.#told);
    if (!id.startsWith(groupPrefix))
      this.#told = setTimeout(() => tell(this.#dotnet, 'OnNodeSelected', id), 120);
  }

  say(text) {
    const status = this.#element.querySelector('[data-tree=status]');
    if (status)
      status.textContent = text;
  }

  // In a box of another width the chosen card would be left outside.
  #fitWidth() {
    this.#sight.fitBox(this.#placed);
    const item = this.#placed.byId.get(this.#selected);
    if (item)
      this.#sight.show(item);
  }

  #home() { this.#sight.home(this.#placed, this.#selected); }
  fit() { this.#sight.fit(this.#placed, this.#selected); }
  zoom(factor) { this.#sight.zoom(factor, this.#placed.byId.get(this.#selected)); }

  go(item) {
    if (!item)
      return;
    this.#pick(item.id);
    this.#sight.show(item);
  }

  /** What is placed, and which card is marked. */
  get placed() { return this.#placed; }
  get selected() { return this.#selected; }

  focus() { this.#surface.focus(); }
  focusSearch() { this.#element.querySelector('[data-tree=search]')?.focus(); }

  /** Finds nodes, also folded ones, and shows the first unless told not to. Gives the count. */
  search(text, show = true) {
    this.#state.matches = this.#search.find(text, this.#model.all());
    if (this.#search.count && show)
      this.nextMatch(1, false);
    else
      this.#canvas.restyle(this.#state);
    this.#count();
    return this.#search.count;
  }

  nextMatch(step, told = true) {
    const id = this.#search.next(step);
    if (id === null)
      return;
    this.#count();
    this.#reveal(id, told);
  }

  #reveal(id, told) {
    if (!this.#placed.byId.has(id)) {
      this.#model.reveal(id);
      this.#place();
    }
    this.#pick(id, told);
    this.#sight.show(this.#placed.byId.get(id));
    this.#draw();
  }

  #count() {
    const label = this.#element.querySelector('[data-tree=count]');
    if (label)
      label.textContent = this.#search.label;
  }

  /** New data: view, selection and what a person opened stay, as far as they are in it. */
  update(data) {
    const old = this.#selected;
    this.reshape(() => this.#model.set(read(data?.nodes)), old ?? undefined);
    this.fileName = data?.fileName || this.fileName;
    this.search(this.#element.querySelector('[data-tree=search]')?.value ?? '', false);
    if (data?.selectedId && data.selectedId !== old && this.select(data.selectedId))
      return;
    if (!this.#placed.byId.has(old)) {
      this.#pick(this.#model.first(), false);
      this.#home();
    }
  }

  /** Shows and marks a node without telling .NET, which asked for it. False when there is none. */
  select(id) {
    if (!this.#model.get(id))
      return false;
    this.#reveal(id, false);
    return true;
  }

  exportSvg() { return svgBytes(this.#picture()); }
  exportPng() { return pngBytes(this.#picture()); }

  #picture() {
    const name = visible(this.#model.get(this.#model.first())?.record.imageName);
    return picture(this.#placed, this.#state, this.#surface, `Process tree of ${name || 'nothing'}`);
  }

  /** What the DOM holds now, for measuring. */
  get drawnCards() { return this.#canvas.drawnCards; }
  get shownCards() { return this.#placed.items.length; }
  panBy(dx, dy) { this.#view.by(dx, dy); }

  dispose() {
    clearTimeout(this.#told);
    cancelAnimationFrame(this.#frame);
    this.#abort.abort();
    this.#observer.disconnect();
    this.#themeEnds();
    this.#view.dispose();
    this.#minimap.dispose();
    this.#surface.replaceChildren();
  }
}
