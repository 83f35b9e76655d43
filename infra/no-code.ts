import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BundleOf } from './services.ts'

/** What the functions of an app run, in folders that are there until `remove` is called. */
export type Code = { readonly bundleOf: BundleOf; readonly site: string; readonly remove: () => void }

/**
 * An empty folder in the place of all code: for whoever reads what the template asks for and runs the services by
 * themselves, as the simulation does. Bundling is most of the work of a synthesis.
 */
export const noCode = (): Code => {
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-no-code-'))
  return {
    bundleOf: () => folder,
    site: folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
