/** Which nodes hold all the words, and which of them is looked at. */
export class Search {
  #found = [];
  #at = -1;
  #asked = false;

  get count() { return this.#found.length; }

  get label() {
    if (!this.#asked)
      return '';
    if (!this.#found.length)
      return 'none';
    return this.#at < 0 ? `${this.#found.length} found` : `${this.#at + 1} of ${this.#found.length}`;
  }

  /** Looks in name, path, command line, user and pid. Gives the set of ids found, null when nothing was asked. */
  find(text, nodes) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.#asked = words.length > 0;
    this.#at = -1;
    this.#found = [];
    if (!this.#asked)
      return null;
    for (const { id, record } of nodes) {
      const hay = [record.imageName, record.path, record.commandLine, record.user, record.pid].join('\n').toLowerCase();
      if (words.every(word => hay.includes(word)))
        this.#found.push(id);
    }
    return new Set(this.#found);
  }

  /** The id after or before the one looked at, around the ends; null when nothing was found. */
  next(step) {
    if (!this.#found.length)
      return null;
    this.#at = this.#at < 0 ? (step > 0 ? 0 : this.#found.length - 1) : (this.#at + step + this.#found.length) % this.#found.length;
    return this.#found[this.#at];
  }
}
