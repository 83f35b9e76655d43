import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** An import of a source file: of another file of the project, by its path, or of a package, by its name. */
export type Import = { readonly from: string; readonly of: string }

/** A source file: its path and its text. */
export type Source = { readonly path: string; readonly text: string }

const quoted = String.raw`['"\`]([^'"\`]+)['"\`]`
const specifiers = new RegExp(
  String.raw`(?:^|[\n;])\s*(?:import|export)\s(?:[^'"\`;]*?\sfrom\s)?\s*${quoted}` +
    String.raw`|\b(?:import|require)\s*\(\s*${quoted}`,
  'g',
)

const target = (from: string, specifier: string): string => {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier
}

/** The imports in a file's text, also of files that are named by a template. */
export const importsIn = (from: string, text: string): Import[] =>
  [...text.matchAll(specifiers)].map(([, fixed, dynamic]) => ({
    from,
    of: target(from, fixed ?? dynamic ?? ''),
  }))

const anySource = '*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}'

/** All source files below some folders, whatever their ending. */
export const sourcesBelow = (...folders: readonly string[]): Source[] =>
  globSync(folders.map((folder) => `${folder}/**/${anySource}`)).map((path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }))

const isRoot = (path: string): boolean => /^services\/[^/]+\/[^/]+$/.test(path)

/**
 * What the folders of a service reach through its root files, as if they imported it themselves: a root file that hands
 * on what stands higher is no way around the floors.
 */
export const importsThroughRoot = (imports: readonly Import[]): Import[] => {
  const next = Map.groupBy(imports, ({ from }) => from)
  const reached = (root: string, seen: ReadonlySet<string>): string[] =>
    (next.get(root) ?? []).flatMap(({ of }) =>
      !isRoot(of) ? [of] : seen.has(of) ? [] : reached(of, new Set([...seen, of])),
    )
  return imports
    .filter(({ from, of }) => from.startsWith('services/') && !isRoot(from) && isRoot(of))
    .flatMap(({ from, of: root }) => reached(root, new Set([root])).map((of) => ({ from, of })))
}

/** The circles among imports, each as the files that it goes through; none where imports go one way. */
export const circlesIn = (imports: readonly Import[]): string[] => {
  const next = Map.groupBy(imports, ({ from }) => from)
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) circles.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    for (const { of } of next.get(file) ?? []) visit(of, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return circles
}
