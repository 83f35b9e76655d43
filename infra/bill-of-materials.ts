import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Package = {
  readonly name: string
  readonly version: string
  readonly license: string
  /** The words of its licence and its own notice, where it comes with them. */
  readonly words: string
}

/** The folder of the package that a bundled file is of; nothing for a file of our own. */
const packageFolder = (file: string): string | undefined =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]

const isWords = (file: string): boolean => /^(licen[cs]e|notice|copying)(\.|$)/i.test(file)

/** What licences ask to be handed on with the code, which the bundle itself has no room for. */
const wordsIn = (folder: string): string =>
  readdirSync(folder)
    .filter(isWords)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
    .join('\n\n')

const readPackage = (root: string, folder: string): Package => {
  const read = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly version: string
    readonly license?: string | { readonly type: string }
  }
  const license = typeof read.license === 'object' ? read.license.type : read.license
  const words = wordsIn(join(root, folder))
  return { name: read.name, version: read.version, license: license ?? 'see the package', words }
}

const purlOf = ({ name, version }: Package): string => `pkg:npm/${name.replace('@', '%40')}@${version}`

/** The packages whose code is in a bundle, by the files that went into it. */
export const packagesOf = (root: string, files: readonly string[]): Package[] => {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []))
  const packages = new Map(
    [...folders].map((folder) => readPackage(root, folder)).map((each) => [purlOf(each), each]),
  )
  return [...packages.values()].sort((a, b) => (purlOf(a) < purlOf(b) ? -1 : 1))
}

/** A bundle's bill of materials in CycloneDX. It holds no time and no random number, so the same code has the same bill. */
export const cycloneDx = (component: string, packages: readonly Package[]): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', name: component, licenses: [{ expression: 'Apache-2.0' }] },
    },
    components: packages.map((each) => ({
      type: 'library',
      'bom-ref': purlOf(each),
      name: each.name,
      version: each.version,
      purl: purlOf(each),
      licenses: [{ license: { name: each.license } }],
    })),
  })

const titleOf = ({ name, version, license }: Package): string => `${name} ${version} (${license})`

/** Each text once, below the packages that came with it. */
const textsOf = (packages: readonly Package[]): string[] =>
  [...Map.groupBy(packages, ({ words }) => words)]
    .filter(([words]) => words !== '')
    .flatMap(([words, own]) => ['-'.repeat(80), ...own.map(titleOf), '', words, ''])

/** Whose code is in a bundle and under which terms, for people. */
export const notice = (packages: readonly Package[]): string =>
  [
    'Tongchou, licensed under the Apache License, Version 2.0.',
    'It contains code of these packages, each under its own licence:',
    '',
    ...packages.map(titleOf),
    '',
    ...textsOf(packages),
  ].join('\n')
