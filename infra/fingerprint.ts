import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** What files hold, under their names from a folder on, as one hash: the same only where all of them are the same. */
export const fingerprintOf = (files: readonly string[], from: string): string => {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(`${relative(from, file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}
