import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { generate } from './generate.ts'

const here = join(import.meta.dirname, '..')
const dist = join(here, 'dist')
const stamp = '.made-of'

/** Everything that the built console is made of. */
const sources = (): string[] => [
  ...globSync(['index.html', 'package.json', 'vite.config.ts', 'build/*.ts', 'src/**/*.{ts,tsx,css}'], {
    cwd: here,
    exclude: ['src/generated/**'],
  }).map((file) => join(here, file)),
  join(here, '..', 'docs', 'openapi.json'),
  join(here, '..', 'package-lock.json'),
]

const fingerprint = (): string => {
  const hash = createHash('sha256')
  for (const file of sources().sort()) hash.update(file.slice(here.length)).update(readFileSync(file))
  return hash.digest('hex')
}

const compressible = /\.(js|css|html|svg|json)$/

/** Beside each text file its brotli form, so that no request waits for the compression. */
const compress = (folder: string): void => {
  for (const file of globSync('**/*', { cwd: folder }))
    if (compressible.test(file)) {
      const path = join(folder, file)
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
}

/**
 * Builds the console into `console/dist`, unless it stands there made of the same files.
 * @returns the folder with the site
 */
export const buildConsole = async (): Promise<string> => {
  const madeOf = fingerprint()
  const earlier = join(dist, stamp)
  if (existsSync(earlier) && readFileSync(earlier, 'utf8') === madeOf) return dist
  await generate()
  const { build } = await import('vite')
  const made = `${dist}-${process.pid}`
  await build({ configFile: join(here, 'vite.config.ts'), logLevel: 'warn', build: { outDir: made } })
  compress(made)
  writeFileSync(join(made, stamp), madeOf)
  // Two processes may build at once: each puts its whole folder in place, and they are the same.
  rmSync(dist, { recursive: true, force: true })
  renameSync(made, dist)
  return dist
}

/** Copies the built site into a function's bundle. */
export const addSite = async (folder: string): Promise<void> => {
  const target = join(folder, 'site')
  rmSync(target, { recursive: true, force: true })
  cpSync(await buildConsole(), target, { recursive: true })
}

if (import.meta.main) console.log(await buildConsole())
