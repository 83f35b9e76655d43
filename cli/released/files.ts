import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fromLines, toLines } from './json-lines.ts'

const folder = new URL('../../test/fixtures/released/', import.meta.url)

/** Released values of one file: events of a detail type, its schemas, or items of a kind. */
export type ReleasedFile = { readonly file: string; readonly values: readonly unknown[] }

/** What a file of the released samples holds; nothing where there is none yet. */
export const readReleased = <Value>(file: string): Value[] => {
  const url = new URL(file, folder)
  return existsSync(url) ? fromLines(readFileSync(url, 'utf8')) : []
}

/** Every file of the released samples that a pattern names, with what it holds. */
export const releasedFiles = (pattern: string): ReleasedFile[] =>
  globSync(pattern, { cwd: folder })
    .sort()
    .map((file) => ({ file, values: readReleased(file) }))

/** Adds values at the end of a file: what was released stays. */
export const addReleased = (file: string, values: readonly unknown[]): void => {
  if (values.length === 0) return
  const url = new URL(file, folder)
  mkdirSync(dirname(url.pathname), { recursive: true })
  writeFileSync(url, toLines([...readReleased(file), ...values]))
}
