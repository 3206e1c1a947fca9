// The way from card to card by keyboard, and into them. What is open is the model's to know, what is marked the tree's.
import { tell } from '../shared/interop.js';
import { moves } from './keys.js';
import { groupPrefix } from './model.js';

export class Walker {
  #tree;
  #model;
  #dotnet;

  /** @param tree has placed, selected, toggle, reshape and go */
  constructor(tree, model, dotnet) {
    this.#tree = tree;
    this.#model = model;
    this.#dotnet = dotnet;
  }

  get #current() { return this.#tree.placed.byId.get(this.#tree.selected) ?? this.#tree.placed.items[0]; }

  deeper() {
    const item = this.#current;
    if (item && this.#model.isClosed(item.id) && item.node.children.length)
      this.#tree.toggle(item.id, true);
    else
      this.#tree.go(item && moves.child(item));
  }

  shallower() {
    const item = this.#current;
    if (item?.children.length)
      this.#tree.toggle(item.id, false);
    else
      this.#tree.go(item && moves.parent(item));
  }

  aside(step) {
    const item = this.#current;
    this.#tree.go(item && moves.aside(this.#tree.placed, item, step));
  }

  end(at) { this.#tree.go(this.#tree.placed.items.at(at)); }

  /** Opens a fold, or tells .NET that a node was opened. */
  enter(id = this.#tree.selected) {
    if (id === null || id === undefined)
      return;
    if (id.startsWith(groupPrefix)) {
      const parent = id.slice(groupPrefix.length);
      const before = new Set(this.#tree.placed.byId.keys());
      this.#tree.reshape(() => this.#model.toggle(id), parent || this.#tree.placed.items[0]?.id);
      this.#tree.go(this.#tree.placed.items.find(item => !before.has(item.id)));
    } else if (this.isFold(id)) {
      tell(this.#dotnet, 'OnFoldedOpened', id);
    } else {
      tell(this.#dotnet, 'OnNodeOpened', id);
    }
  }

  /** Whether a card stands for others: a group made here, or what .NET has not sent. */
  isFold(id) {
    return id.startsWith(groupPrefix) || this.#model.get(id)?.record.kind === 'Folded';
  }
}
