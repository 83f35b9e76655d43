import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Texts in code that look like a key: words with dots between, parts of which may be filled in, or that end with a dot. */
const keyText = /['`]([a-z][a-z0-9_]*(?:\.(?:[a-z0-9_]+|\$\{[^}]*\}))+\.?)['`]/g

/** A text that ends with a dot names all keys that begin so. */
const patternOf = (text: string): RegExp => {
  const pattern = text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[a-z0-9_]+')
  return new RegExp(`^${pattern}${text.endsWith('.') ? '' : '$'}`)
}

/** The keys that a source file names, those with a part filled in as patterns. */
const patternsIn = (file: string): RegExp[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(keyText)].map(([, text = '']) => patternOf(text))

/**
 * Which source files read a parameter of the policy: those that name its key, whole or with parts filled in at run time.
 * A parameter that none reads acts on nothing.
 */
export const readersInSource = (): ((key: string) => readonly string[]) => {
  const files = globSync(['services/**/*.ts', 'shared/**/*.ts'], { cwd: root }).sort()
  const patterns = files.map((file) => ({ file, named: patternsIn(file) }))
  return (key) => patterns.filter(({ named }) => named.some((each) => each.test(key))).map(({ file }) => file)
}
