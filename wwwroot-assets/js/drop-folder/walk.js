// Walks what was dropped. Knows entries (isFile, isDirectory, name, file, createReader) and nothing of the page.

const deepest = 32;

// What file managers leave in every folder; none of it is telemetry.
const junk = new Set(['thumbs.db', 'desktop.ini']);

export const isJunk = name => name.startsWith('.') || junk.has(name.toLowerCase());

/** The files below, in the order of their names, at most one more than asked for; and how much could not be read. */
export async function gather(entries, most) {
  const found = { files: [], unreadable: 0 };
  for (const entry of entries)
    await walk(entry, '', 0, most, found);
  return found;
}

/** The same bytes under another name; nothing is copied. */
export function named(file, path) {
  return new File([file], path, { type: file.type, lastModified: file.lastModified });
}

async function walk(entry, above, depth, most, found) {
  if (found.files.length > most || isJunk(entry.name))
    return;
  const path = above + entry.name;
  try {
    if (entry.isFile)
      found.files.push({ file: await new Promise((done, failed) => entry.file(done, failed)), path });
    else if (entry.isDirectory && depth < deepest)
      for (const inner of await list(entry))
        await walk(inner, `${path}/`, depth + 1, most, found);
    else if (entry.isDirectory)
      found.unreadable++;
  } catch {
    // Gone, or not to be read by this person.
    found.unreadable++;
  }
}

// A reader gives some at a time, until it gives none.
async function list(directory) {
  const reader = directory.createReader();
  const all = [];
  while (true) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0)
      return all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    all.push(...some);
  }
}
