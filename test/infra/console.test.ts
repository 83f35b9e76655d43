import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleConsole } from '../../infra/bundle-console.ts'

let folder = ''
let remove = () => {}

beforeAll(async () => {
  const bundle = await bundleConsole(process.cwd())
  folder = bundle.folder
  remove = bundle.remove
}, 120_000)

afterAll(() => {
  remove()
  expect(existsSync(folder)).toBe(false)
})

const site = (file = '') => join(folder, 'site', file)

test('the function holds its code, the site, and whose code the site has', () => {
  expect(readdirSync(folder).sort()).toEqual(['NOTICE', 'index.mjs', 'sbom.cdx.json', 'site'])
  const bill = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8')) as {
    readonly components: readonly { readonly name: string }[]
  }
  const names = bill.components.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['antd', 'echarts', 'react', '@fontsource/noto-sans-sc']))
  expect(readFileSync(join(folder, 'NOTICE'), 'utf8')).toMatch(/SIL OPEN FONT LICENSE/i)
})

test('what the function answers is the page that was built', async () => {
  process.env.ISSUER = 'https://login.tongchou.example'
  const { handler } = await import(pathToFileURL(join(folder, 'index.mjs')).href)
  const page = await handler({ rawPath: '/console/people/search', headers: {} })
  expect(page).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
  const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? ''
  const file = await handler({ rawPath: script, headers: { 'accept-encoding': 'gzip, br' } })
  expect(file).toMatchObject({ statusCode: 200, headers: { 'content-encoding': 'br' } })
})

/** What a browser loads before the first page stands: the frame, the page of what waits, and every script that these need. */
const firstPage = (): readonly string[] => {
  const html = readFileSync(site('index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+)"/g)].map(([, file = '']) => file)
  const found = new Set<string>()
  const follow = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    if (!file.endsWith('.js')) return
    const text = readFileSync(site(file), 'utf8')
    for (const [, next = ''] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      follow(`assets/${next}`)
  }
  const work = readdirSync(site('assets')).filter((file) => /^work-.*\.js$/.test(file))
  for (const file of [...named, ...work.map((each) => `assets/${each}`)]) follow(file)
  return ['index.html', ...found]
}

const packed = (file: string): number => readFileSync(site(`${file}.br`)).length

test('the first page comes in under 350 kB, compressed and without fonts', () => {
  const files = firstPage()
  const bytes = files.reduce((sum, file) => sum + packed(file), 0)
  console.info(
    `The console's first page: ${Math.round(bytes / 1000)} kB compressed in ${files.length} files.`,
  )
  expect(files.some((file) => file.endsWith('.js'))).toBe(true)
  expect(bytes).toBeLessThan(350_000)
})

test('the site asks no other host for anything', () => {
  const html = readFileSync(site('index.html'), 'utf8')
  expect(html).not.toMatch(/(?:src|href)="https?:/)
  for (const file of readdirSync(site('assets')).filter((name) => name.endsWith('.css')))
    expect(readFileSync(site(join('assets', file)), 'utf8')).not.toMatch(/url\(["']?(?:https?:)?\/\//)
})
