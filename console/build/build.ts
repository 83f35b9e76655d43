import { cpSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Rolldown } from 'vite'
import { fingerprintOf } from '../../infra/fingerprint.ts'
import { generate } from './generate.ts'

const here = join(import.meta.dirname, '..')
const root = join(here, '..')
const dist = join(here, 'dist')
const stamp = '.made-of'
const parts = '.parts'

/** Everything that the built console is made of. */
const sources = (): string[] => [
  ...globSync(['index.html', 'package.json', 'vite.config.ts', 'build/*.ts', 'src/**/*.{ts,tsx,css}'], {
    cwd: here,
    exclude: ['src/generated/**'],
  }).map((file) => join(here, file)),
  join(root, 'docs', 'openapi.json'),
  join(root, 'docs', 'runbook.md'),
  join(root, 'docs', 'runbook.zh.md'),
  join(root, 'package-lock.json'),
]

const compressible = /\.(js|css|html|svg|json)$/

/** Beside each text file its brotli form, so that no request waits for the compression. */
const compress = (folder: string): void => {
  for (const file of globSync('**/*', { cwd: folder }))
    if (compressible.test(file)) {
      const path = join(folder, file)
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
}

/** The files whose code is in the site, relative to the root. */
const partsOf = ({ output }: Rolldown.RolldownOutput): string[] =>
  output
    .flatMap((each) => (each.type === 'chunk' ? each.moduleIds : each.originalFileNames))
    .filter((file) => file.includes('node_modules'))
    .map((file) => relative(root, resolve(here, file.replace(/^\0|\?.*$/g, ''))))

/**
 * Builds the console into `console/dist`, unless it stands there made of the same files.
 * @returns the folder with the site
 */
export const buildConsole = async (): Promise<string> => {
  const madeOf = fingerprintOf(sources(), here)
  const earlier = join(dist, stamp)
  if (existsSync(earlier) && readFileSync(earlier, 'utf8') === madeOf) return dist
  await generate()
  const { build } = await import('vite')
  const made = `${dist}-${process.pid}`
  // What is built is what is deployed, also where tests build it: their own mode would bring what only developers need.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  const output = await build({
    configFile: join(here, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: made },
  })
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = NODE_ENV
  writeFileSync(join(made, parts), JSON.stringify(partsOf(output as Rolldown.RolldownOutput)))
  compress(made)
  writeFileSync(join(made, stamp), madeOf)
  // Two processes may build at once: each puts its whole folder in place, and they are the same.
  rmSync(dist, { recursive: true, force: true })
  renameSync(made, dist)
  return dist
}

/**
 * Copies the built site into a function's bundle.
 * @returns the files whose code is in it, relative to the root
 */
export const addSite = async (folder: string): Promise<readonly string[]> => {
  const site = await buildConsole()
  cpSync(site, join(folder, 'site'), { recursive: true })
  return JSON.parse(readFileSync(join(site, parts), 'utf8')) as string[]
}

if (import.meta.main) console.log(await buildConsole())
