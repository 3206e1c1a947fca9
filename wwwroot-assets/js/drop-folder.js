// Folders for a drop zone: what is dropped on it, or chosen with its button, is walked and handed to its file field under
// the path below the folder. mount(zone, { most }, dotnet) → handle with dispose; .NET is told OnLooked(files, unreadable).
import { tell } from './shared/interop.js';
import { gather, isJunk, named } from './drop-folder/walk.js';

export function mount(zone, data, dotnet) {
  return new FolderDrop(zone, data, dotnet);
}

class FolderDrop {
  #zone;
  #field;
  #most;
  #dotnet;
  #abort = new AbortController();

  constructor(zone, data, dotnet) {
    this.#zone = zone;
    this.#dotnet = dotnet;
    this.#most = data?.most ?? 1000;
    this.#field = zone.querySelector('.tc-drop-input');
    const chosen = zone.querySelector('[data-drop=chosen]');
    const { signal } = this.#abort;
    zone.addEventListener('drop', event => this.#drop(event), { signal, capture: true });
    zone.querySelector('[data-drop=choose]')?.addEventListener('click', () => chosen?.click(), { signal });
    chosen?.addEventListener('change', () => {
      const files = [...chosen.files].filter(file => !isJunk(file.name)).slice(0, this.#most + 1);
      const some = files.map(file => ({ file, path: file.webkitRelativePath || file.name }));
      chosen.value = '';
      this.#hand(some, 0);
    }, { signal });
  }

  async #drop(event) {
    // Entries live only as long as the event.
    const entries = [...event.dataTransfer?.items ?? []].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
    if (!entries.some(entry => entry.isDirectory))
      return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#field.disabled)
      return;
    this.#zone.classList.add('is-looking');
    try {
      const { files, unreadable } = await gather(entries, this.#most);
      if (!this.#abort.signal.aborted)
        this.#hand(files, unreadable);
    } finally {
      this.#zone.classList.remove('is-looking');
    }
  }

  #hand(some, unreadable) {
    if (this.#field.disabled)
      return;
    tell(this.#dotnet, 'OnLooked', some.length, unreadable);
    if (some.length === 0)
      return;
    const transfer = new DataTransfer();
    for (const { file, path } of some)
      transfer.items.add(named(file, path));
    this.#field.files = transfer.files;
    this.#field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  dispose() { this.#abort.abort(); }
}
