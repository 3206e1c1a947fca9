// Reads a tree as .NET sends it: the bytes of { texts, rows }. Objects that are nodes already are taken as they are.

/** @returns records with id, parentId, imageName, path, user, role, signature, edge, commandLine, pid, startUtc, kind … */
export function read(nodes) {
  if (!(nodes instanceof Uint8Array))
    return nodes;
  const { texts, rows } = JSON.parse(new TextDecoder().decode(nodes));
  const text = at => at >= 0 ? texts[at] : undefined;
  return rows.map(([id, parent, image, path, user, role, signature, edge, commandLine, pid, startUtc, kind = -1, signer = -1, reason = -1, findings = 0, foldedCount = 0, ...badges]) => ({
    id,
    parentId: rows[parent]?.[0],
    imageName: text(image),
    path: text(path),
    user: text(user),
    role: text(role),
    signature: text(signature),
    edge: text(edge),
    commandLine,
    pid,
    startUtc,
    kind: text(kind) ?? 'Process',
    signer: text(signer),
    edgeReason: text(reason),
    findings,
    foldedCount,
    badges: badges.map(text),
  }));
}
