import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** An import of a source file: of another file of the project, by its path, or of a package, by its name. */
export type Import = { readonly from: string; readonly of: string }

const specifiers = /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/g

const target = (from: string, specifier: string): string => {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier
}

/** The imports in a file's text. */
export const importsIn = (from: string, text: string): Import[] =>
  [...text.matchAll(specifiers)].map(([, fixed, dynamic]) => ({
    from,
    of: target(from, fixed ?? dynamic ?? ''),
  }))

/** The imports of all source files below some folders. */
export const importsBelow = (...folders: readonly string[]): Import[] =>
  globSync(folders.map((folder) => `${folder}/**/*.ts`)).flatMap((file) =>
    importsIn(file, readFileSync(file, 'utf8')),
  )

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
