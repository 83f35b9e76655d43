import { cpSync, existsSync, globSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { bundleServices } from './bundle.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { BundleOf } from './services.ts'

/** Everything that the functions' code is made of. */
const madeOf = (root: string): string[] =>
  globSync(
    [
      ...['services/**/*.{ts,json}', 'shared/**/*.{ts,json,yaml}', 'infra/{bundle,bill-of-materials}.ts'],
      ...['package.json', 'package-lock.json'],
    ],
    { cwd: root },
  ).map((file) => join(root, file))

const aDay = 24 * 3_600_000

/** Drops code that was made before yesterday. Somebody may be copying what is younger. */
const dropOlder = (folder: string): void => {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const each = join(folder, name)
    const made = statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (made < Date.now() - aDay) rmSync(each, { recursive: true, force: true })
  }
}

/** Puts a folder in its place whole. Who comes second finds the same there already. */
const place = (from: string, to: string): void => {
  const beside = `${to}-${process.pid}`
  cpSync(from, beside, { recursive: true })
  try {
    renameSync(beside, to)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

/**
 * The code of every declared function as `bundleServices` makes it. It is kept in `dist/functions`, under what it was made
 * of: the next stack of the same code has it at once.
 */
export const keptBundles = async (
  root: string,
  services: readonly ServiceDeclaration[],
): Promise<BundleOf> => {
  const folder = join(root, 'dist', 'functions')
  const kept = join(folder, fingerprintOf(madeOf(root), root))
  if (!existsSync(kept)) {
    dropOlder(folder)
    const made = await bundleServices(root, services)
    place(made.folder, kept)
    made.remove()
  }
  return (service, fn) => join(kept, service, fn)
}
