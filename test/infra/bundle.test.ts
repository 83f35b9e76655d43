import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { bundleServices } from '../../infra/bundle.ts'
import { keptBundles } from '../../infra/kept-bundles.ts'
import { functionsOf, services } from '../../infra/services.ts'

const clinic: ServiceDeclaration = {
  name: 'clinic',
  indexes: [],
  consumes: [],
  publishes: [],
  work: false,
  schedules: [],
}

let root = ''

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tongchou-bundle-test-'))
  write('shared/policy/anhui/rates.yaml', 'employee: {}')
  write('shared/policy/anhui/README.md', 'for the reader')
  write('services/clinic/word.ts', "export const word: string = 'settled'")
  write(
    'services/clinic/handlers/api.ts',
    "import { createRequire } from 'node:module'\nimport { word } from '../word.ts'\n" +
      'export const handler = async () => [word, typeof createRequire]',
  )
  write('services/clinic/handlers/publish.ts', "export const handler = async () => 'published'")
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('each function is a folder with all its code in one module, and the figures of the law', async () => {
  const { bundleOf, remove } = await bundleServices(root, [clinic])
  const folder = bundleOf('clinic', 'api')
  expect(readdirSync(folder).sort()).toEqual(['NOTICE', 'index.mjs', 'policy', 'sbom.cdx.json'])
  expect(readdirSync(join(folder, 'policy'))).toEqual(['policy.json'])
  expect(JSON.parse(readFileSync(join(folder, 'policy', 'policy.json'), 'utf8')).documents).toEqual([
    { employee: {} },
  ])
  expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toContain('../word')
  const { handler } = await import(pathToFileURL(join(folder, 'index.mjs')).href)
  expect(await handler()).toEqual(['settled', 'function'])
  remove()
  expect(existsSync(folder)).toBe(false)
})

test('a bundle names the packages whose code is in it, and no others', async () => {
  const unused = { name: 'unused', version: '1.0.0', license: 'MIT', main: 'index.js' }
  const used = { ...unused, name: '@clinic/words', version: '2.1.0', license: 'ISC' }
  for (const each of [unused, used]) {
    write(`node_modules/${each.name}/package.json`, JSON.stringify(each))
    write(`node_modules/${each.name}/index.js`, "exports.word = 'settled'")
    write(`node_modules/${each.name}/LICENSE`, `Copyright (c) the authors of ${each.name}`)
  }
  write('services/clinic/word.ts', "import { word as said } from '@clinic/words'\nexport const word = said")
  const { bundleOf, remove } = await bundleServices(root, [clinic])
  const read = (file: string) => readFileSync(join(bundleOf('clinic', 'api'), file), 'utf8')
  expect(JSON.parse(read('sbom.cdx.json'))).toMatchObject({
    bomFormat: 'CycloneDX',
    components: [{ name: '@clinic/words', version: '2.1.0', purl: 'pkg:npm/%40clinic/words@2.1.0' }],
  })
  expect(read('NOTICE')).toContain('@clinic/words 2.1.0 (ISC)')
  // Licences ask for their words to come with the code.
  expect(read('NOTICE')).toContain('@clinic/words 2.1.0 (ISC)\n\nCopyright (c) the authors of @clinic/words')
  expect(read('NOTICE')).not.toContain('unused')
  remove()
})

test('the same code gives the same bundle, so that nothing is deployed for nothing', async () => {
  const texts: string[] = []
  for (const _ of [1, 2]) {
    const { bundleOf, remove } = await bundleServices(root, [clinic])
    texts.push(readFileSync(join(bundleOf('clinic', 'api'), 'index.mjs'), 'utf8'))
    remove()
  }
  expect(texts[0]).toBe(texts[1])
})

test('code is made once of the same files, and anew when one of them is another', async () => {
  const made = async () => (await keptBundles(root, [clinic]))('clinic', 'api')
  const first = await made()
  const { mtimeMs } = statSync(join(first, 'index.mjs'))
  expect(await made()).toBe(first)
  expect(statSync(join(first, 'index.mjs')).mtimeMs).toBe(mtimeMs)
  write('services/clinic/word.ts', "export const word: string = 'paid'")
  const { handler } = await import(pathToFileURL(join(await made(), 'index.mjs')).href)
  expect(await handler()).toEqual(['paid', 'function'])
})

test('a declared function without its file is refused by name', async () => {
  await expect(bundleServices(root, [{ ...clinic, work: true }])).rejects.toThrow(
    /services\/clinic\/handlers\/work\.ts does not exist$/,
  )
})

test('a function that no declaration would deploy is refused by name', async () => {
  write('services/clinic/handlers/work.ts', 'export const handler = async () => {}')
  await expect(bundleServices(root, [clinic])).rejects.toThrow(
    /services\/clinic\/handlers\/work\.ts is not deployed$/,
  )
})

test('a bundle without the figures of the law is refused', async () => {
  rmSync(join(root, 'shared/policy/anhui/rates.yaml'))
  await expect(bundleServices(root, [clinic])).rejects.toThrow(/There is no policy/)
})

test('code that does not compile is refused', async () => {
  write('services/clinic/handlers/api.ts', 'export const handler = (')
  await expect(bundleServices(root, [clinic])).rejects.toThrow(/handlers\/api\.ts/)
})

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean }
const { packages: locked } = JSON.parse(
  readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
) as { readonly packages: Readonly<Record<string, Locked>> }

/** Whether a package of that name, version and licence is installed for what is deployed. */
const isLocked = (name: string, version: string, license: string): boolean =>
  Object.entries(locked).some(
    ([path, each]) =>
      path.endsWith(`node_modules/${name}`) &&
      each.version === version &&
      each.license === license &&
      each.dev !== true,
  )

test('the real bundles: readers of workbooks and of the bucket are in the bundles that need them alone, and bills of materials are true', async () => {
  const bundleOf = await keptBundles(process.cwd(), services)
  const withText = (text: string) =>
    services.flatMap((service) =>
      functionsOf(service)
        .filter((fn) => readFileSync(join(bundleOf(service.name, fn), 'index.mjs'), 'utf8').includes(text))
        .map((fn) => `${service.name}/${fn}`),
    )
  const withReader = withText('xl/sharedStrings.xml')
  const withBucket = withText('AmazonS3')
  const bills = services.flatMap((service) =>
    functionsOf(service).map(
      (fn) =>
        JSON.parse(readFileSync(join(bundleOf(service.name, fn), 'sbom.cdx.json'), 'utf8')) as {
          readonly components: readonly {
            readonly name: string
            readonly version: string
            readonly licenses: readonly [{ readonly license: { readonly name: string } }]
          }[]
        },
    ),
  )
  expect(withReader).toEqual(['contribution/work', 'enrollment/work', 'settlement/work'])
  expect(withBucket).toEqual([
    'budget/work',
    'budget/disclose',
    'contribution/work',
    'enrollment/work',
    'settlement/api',
    'settlement/work',
  ])
  // What is deployed is installed without what only development needs, in the version and under the licence of the lock.
  for (const { components } of bills) {
    expect(components.length).toBeGreaterThan(10)
    for (const { name, version, licenses } of components)
      expect([name, isLocked(name, version, licenses[0].license.name)]).toEqual([name, true])
  }
})
