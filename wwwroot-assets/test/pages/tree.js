// Exposes what the measuring script drives: window.measure.
import { mount } from '/js/process-tree.js';

const element = document.getElementById('tree');
let handle;

/** A tree of a size with a few fans, some depth and every kind of node. */
function make(count) {
  const kinds = ['cmd.exe', 'powershell.exe', 'wscript.exe', 'conhost.exe', 'svchost.exe', '<img src=x onerror=alert(1)>', 'inv\u202egpj.exe'];
  return Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    parentId: i === 0 ? undefined : `p${i < 40 ? i - 1 - (i % 3 === 0 ? 1 : 0) : Math.floor(Math.sqrt(i) * ((i * 31) % 17) / 17 * 3) % i}`,
    kind: 'Process',
    imageName: kinds[i % kinds.length],
    path: `C:\\Windows\\System32\\${kinds[i % kinds.length]}`,
    commandLine: `"C:\\Windows\\System32\\${kinds[i % kinds.length]}" /c start ${i} "\u0000</svg><script>alert(1)</script>"`,
    user: 'CONTOSO\\someone',
    pid: 1000 + i * 4,
    role: 'Context',
    signature: ['Valid', 'Unsigned', 'Unknown', 'Inferred', 'Invalid'][i % 5],
    edge: 'Observed',
    findings: 0,
  }));
}

/** One of each. */
const story = [
  { id: 'g', kind: 'Ghost', imageName: 'userinit.exe', path: 'C:\\Windows\\System32\\userinit.exe', role: 'Context', signature: 'Unknown' },
  { id: 'e', parentId: 'g', kind: 'Process', imageName: 'explorer.exe', user: 'CONTOSO\\anna', pid: 4120, role: 'Context', signature: 'Valid', signer: 'Microsoft Windows', edge: 'Ghost' },
  { id: 'w', parentId: 'e', kind: 'Process', imageName: 'wscript.exe', path: 'C:\\Windows\\System32\\wscript.exe', commandLine: '"C:\\Windows\\System32\\wscript.exe" "C:\\Users\\anna\\Downloads\\invoice.vbs"', user: 'CONTOSO\\anna', pid: 5012, role: 'Proxy', signature: 'Valid', edge: 'Corroborated', findings: 3 },
  { id: 's', parentId: 'w', kind: 'Payload', imageName: 'invoice.vbs', path: 'C:\\Users\\anna\\Downloads\\invoice.vbs', role: 'Payload', edge: 'Observed', findings: 1 },
  { id: 'p', parentId: 'w', kind: 'Process', imageName: 'powershell.exe', user: 'CONTOSO\\anna', pid: 5340, role: 'Relay', signature: 'Valid', edge: 'Observed' },
  { id: 'u', parentId: 'p', kind: 'Process', imageName: 'update-with-a-very-long-name-indeed.exe', user: 'CONTOSO\\anna', pid: 5512, role: 'Payload', signature: 'Unsigned', edge: 'Observed', findings: 2 },
  { id: 'h', parentId: 'p', kind: 'Process', imageName: '<img src=x onerror=alert(1)>', user: 'CONTOSO\\anna', pid: 5520, role: 'Payload', signature: 'Invalid', edge: 'Contradicted', edgeReason: 'the 4688 names services.exe', findings: 1 },
  { id: 'b', parentId: 'w', kind: 'Process', imageName: 'mshta.exe', user: 'NT AUTHORITY\\SYSTEM', pid: 6001, role: 'Payload', signature: 'Inferred', edge: 'Inferred', edgeReason: 'started by WmiPrvSE within 2 s', findings: 1 },
  { id: 'm', parentId: 'b', kind: 'Process', imageName: 'conhost.exe', user: 'NT AUTHORITY\\SYSTEM', pid: 6002, role: 'Context', signature: 'Unknown', edge: 'Matched' },
  { id: 'f', parentId: 'e', kind: 'Folded', foldedCount: 212, role: 'Context' },
  ...Array.from({ length: 9 }, (_, i) => ({ id: `o${i}`, parentId: 'e', kind: 'Process', imageName: `office${i}.exe`, pid: 7000 + i, role: 'Context', signature: 'Valid', edge: 'Observed' })),
];

const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));

window.measure = {
  story: () => { handle?.dispose(); handle = mount(element, { nodes: story }, null); return handle.shownCards; },
  handle: () => handle,
  async first(count, all) {
    handle?.dispose();
    const nodes = make(count);
    await frame();
    const start = performance.now();
    handle = mount(element, { nodes }, null);
    if (all)
      element.querySelector('[data-tree-action=open-all]').click();
    await frame();
    return { ms: performance.now() - start, shown: handle.shownCards, drawn: handle.drawnCards };
  },
  async pan(steps) {
    const times = [];
    for (let i = 0; i < steps; i++) {
      const start = performance.now();
      handle.panBy(i % 40 < 20 ? -7 : 7, i % 80 < 40 ? -37 : 37);
      await frame();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return { median: times[steps >> 1], p95: times[Math.floor(steps * 0.95)] };
  },
};
