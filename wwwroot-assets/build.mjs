// Builds the console's static files and stages them: node build.mjs --out <folder>
// Entries are the files directly under css/ and js/ that are named here; everything under static/ is copied as it is.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string' }, dev: { type: 'boolean', default: false } } });
if (!values.out) {
  console.error('usage: node build.mjs --out <folder> [--dev]');
  process.exit(2);
}
const out = resolve(values.out);

const filesUnder = async folder => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort();
};

const entries = async (folder, extension) => (await readdir(join(root, folder), { withFileTypes: true }))
  .filter(entry => entry.isFile() && entry.name.endsWith(extension))
  .map(entry => join(root, folder, entry.name));

const result = await build({
  absWorkingDir: root,
  entryPoints: [
    ...await entries('js', '.js'),
    join(root, 'css', 'app.css'),
    join(root, 'css', 'tokens.css'),
  ],
  outbase: root,
  outdir: out,
  bundle: true,
  format: 'esm',
  target: ['es2022', 'chrome110', 'firefox110', 'safari16'],
  minify: !values.dev,
  sourcemap: values.dev ? 'linked' : false,
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'eof',
  charset: 'utf8',
  write: false,
  logLevel: 'warning',
});

const staged = new Map(result.outputFiles.map(file => [file.path, file.contents]));
for (const file of await filesUnder(join(root, 'static')))
  staged.set(join(out, relative(join(root, 'static'), file)), await readFile(file));

// A file is written beside its place and moved in, and only when it differs: a server that is running, or another
// build of the same tree, never reads half a file, and unchanged files keep their time.
for (const [path, contents] of staged) {
  const present = await readFile(path).catch(() => null);
  if (present && Buffer.compare(present, contents) === 0)
    continue;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.tmp`;
  await writeFile(beside, contents);
  await rename(beside, path);
}

for (const file of await filesUnder(out)) {
  if (!staged.has(file) && !file.endsWith('.tmp'))
    await rm(file, { force: true });
}
