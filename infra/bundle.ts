import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { deployedPolicyFile } from '#shared/edge/function/deployed-policy.ts'
import { readPolicyFiles } from '#shared/edge/function/policy-files.ts'
import { cycloneDx, notice, packagesOf } from './bill-of-materials.ts'
import { type BundleOf, type FunctionName, functionNames, functionsOf } from './services.ts'

type Entry = { readonly service: string; readonly fn: FunctionName; readonly file: string }

/** Some dependencies are CommonJS inside and ask for Node's modules with `require`, which ESM does not have. */
const requireForEsm =
  "import { createRequire as tongchouRequire } from 'node:module';const require = tongchouRequire(import.meta.url);"

/** How a function's code is made one module. */
export const intoOneModule = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: requireForEsm },
  minify: true,
  legalComments: 'none',
  metafile: true,
  // What does not compile is in the error that it throws.
  logLevel: 'silent',
} as const satisfies BuildOptions

const entryFile = (root: string, service: string, fn: FunctionName): string =>
  join(root, 'services', service, 'handlers', `${fn}.ts`)

/**
 * The entry of every function that the services declare.
 * @throws Error when one has no file, or when a file would not be deployed for want of a declaration
 */
const entriesOf = (root: string, services: readonly ServiceDeclaration[]): readonly Entry[] => {
  const entries = services.flatMap((service) =>
    functionNames.map((fn) => {
      const file = entryFile(root, service.name, fn)
      return { service: service.name, fn, file, declared: functionsOf(service).includes(fn) }
    }),
  )
  const wrong = entries.filter((entry) => entry.declared !== existsSync(entry.file))
  if (wrong.length > 0) {
    const faults = wrong.map(({ file, declared }) =>
      declared ? `${file} does not exist` : `${file} is not deployed`,
    )
    throw new Error(`What table.ts declares and what handlers/ holds differ:\n  ${faults.join('\n  ')}`)
  }
  return entries.filter((entry) => entry.declared)
}

/** The figures as functions read them: one file of JSON, since YAML costs a cold start a tenth of a second. */
const packPolicy = (root: string): string => {
  const folder = join(root, 'shared', 'policy', 'anhui')
  const files = readPolicyFiles(folder)
  if (files.documents.length === 0) throw new Error(`There is no policy in ${folder}.`)
  return JSON.stringify(files)
}

const addPolicy = (folder: string, packed: string): void => {
  mkdirSync(join(folder, 'policy'))
  writeFileSync(join(folder, 'policy', deployedPolicyFile), packed)
}

/** The files whose code is in the bundle of a folder, relative to the root. */
const filesOf = ({ outputs }: Metafile, root: string, folder: string): readonly string[] => {
  const bundle = Object.entries(outputs).find(([path]) => resolve(root, path) === join(folder, 'index.mjs'))
  return Object.entries(bundle?.[1].inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file)
}

/** Writes whose code is in a folder, and under which terms. */
export const addBill = (root: string, folder: string, component: string, files: readonly string[]): void => {
  const packages = packagesOf(root, files)
  writeFileSync(join(folder, 'NOTICE'), notice(packages))
  writeFileSync(join(folder, 'sbom.cdx.json'), cycloneDx(component, packages))
}

/**
 * Bundles the entry of every declared function, all in one run of esbuild. Each function gets a folder of its own with
 * `index.mjs`, `NOTICE`, a bill of materials and the dated figures of the law in `policy/`. The folders are temporary:
 * call `remove` when the app is synthesized.
 * @throws Error when an entry or the policy is missing or does not compile
 */
export const bundleServices = async (
  root: string,
  services: readonly ServiceDeclaration[],
): Promise<{ readonly folder: string; readonly bundleOf: BundleOf; readonly remove: () => void }> => {
  const entries = entriesOf(root, services)
  const outdir = mkdtempSync(join(tmpdir(), 'tongchou-bundles-'))
  const remove = () => rmSync(outdir, { recursive: true, force: true })
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: entries.map((entry) => ({ in: entry.file, out: join(entry.service, entry.fn, 'index') })),
      outdir,
      ...intoOneModule,
    })
    const packed = packPolicy(root)
    for (const { service, fn } of entries) {
      const folder = join(outdir, service, fn)
      addPolicy(folder, packed)
      addBill(root, folder, `${service}-${fn}`, filesOf(metafile, root, folder))
    }
  } catch (cause) {
    remove()
    throw cause
  }
  return { folder: outdir, bundleOf: (service, fn) => join(outdir, service, fn), remove }
}
