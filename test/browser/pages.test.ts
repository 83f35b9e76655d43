import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desks } from '../../console/src/desks/desks.ts'
import { visibleTo } from '../../console/src/shell/visible.ts'
import { axeFindings, type Officer, openBrowser, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const { claimId, personId, url, year } = yearStack
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

const minutes = 60_000

type Language = 'zh' | 'en'

/** Officers between whom every page is seen, and what their tokens say. */
const officers = {
  'clerk.hefei': { sub: 'clerk.hefei', scope: 'city', division: '340100' },
  'chief.anhui': { sub: 'chief.anhui', scope: 'province', division: '340000' },
  'hospital.hefei': { sub: 'hospital.hefei', scope: 'institution', division: '340100' },
} as const

const addressesOf = (of: typeof desks) =>
  of.flatMap(({ key, pages }) => pages.map((page) => `${key}/${page.key}`))

/** Records of the small year, each on its page. */
const records: Readonly<Record<string, string>> = {
  'people/person': `personId=${personId}`,
  'claims/claim': `claimId=${claimId}`,
  'claims/explanation': `claimId=${claimId}`,
  'claims/year': `personId=${personId}&year=${year}`,
  'contributions/person-months': `personId=${personId}&year=${year}`,
}

const ofRecord = (address: string): string =>
  address in records ? `${address}?${records[address]}` : address

/** The pages that each officer looks at: those that none before them may see. */
const rounds = (): readonly (readonly [name: string, addresses: readonly string[]])[] => {
  const seen = new Set<string>()
  return Object.entries(officers).map(([name, caller]) => {
    const addresses = addressesOf(visibleTo(caller)).filter((address) => !seen.has(address))
    for (const address of addresses) seen.add(address)
    return [name, ['', ...addresses.map(ofRecord)]]
  })
}

/** Names of fields and operations that a reader never sees, and texts of the other language. */
const rawIn = (text: string, language: Language): readonly string[] => {
  const raw =
    language === 'zh' ? /\b[a-z]+[A-Z][A-Za-z]*\b|\b(?:GET|POST|PUT) \/v1\S*/g : /\p{Script=Han}{2,}/gu
  return [...new Set(text.match(raw) ?? [])].filter((each) => each !== '中文')
}

/** What the console itself says on a page; what persons and services wrote, and documents, stand as they were written. */
const ownTexts = ({ page }: Officer): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('h1, h2, th, legend, label, button:not(.link), nav, .top')]
      .filter((each) => each.closest('article[lang]') === null)
      .map(({ innerText }) => innerText)
      .join('\n'),
  )

/** What a service calls a field, in a cell that a reader in Chinese sees; a template lists what its columns may be called. */
const rawCells = async ({ page }: Officer): Promise<readonly string[]> => {
  if (page.url().includes('/templates')) return []
  const cells = await page.locator('td, .ant-descriptions-item-content').allInnerTexts()
  // The cause of a dead letter is what a program said of its failure: its code, and what it found.
  const ours = cells.filter((text) => !/^[a-z-]+\.[a-z-]+: /.test(text))
  return [...new Set(ours.join('\n').match(/\b[a-z]+[A-Z][A-Za-z]*\b/g) ?? [])]
}

/** What is Chinese whoever reads it: names, articles of law, what officers wrote, headings of files and their rules. */
const inChineseAnyway: readonly string[] = [
  ...[
    'Name',
    'Title',
    'Article',
    'Basis',
    'Source',
    'Statistic',
    'Reason',
    'Reasons',
    'Why',
    'Comment',
    'Comments',
    'Titles',
  ],
  ...[
    'Deficit approved',
    'Heading',
    'May also be headed',
    'How to fill it in',
    'Document no.',
    'Text',
    'Formula',
  ],
  ...['Holder', 'Account holder', 'Contact', 'Finding', 'Findings', 'Value', 'Facts', 'First names on it'],
]

/** Chinese in a cell, a suffix or a hint that a reader in English sees, with the head that it stands under. */
const chineseCells = async ({ page }: Officer): Promise<readonly string[]> => {
  const found = await page.evaluate(() => {
    const cells = document.querySelectorAll(
      '#content td, #content .ant-descriptions-item-content, #content [title]',
    )
    return [...cells].flatMap((cell) => {
      if (cell.closest('[lang|=zh], .code-name') !== null) return []
      // What a row opens into is looked at field by field.
      if (cell.querySelector('.ant-descriptions') !== null) return []
      const own = cell.cloneNode(true) as Element
      for (const named of own.querySelectorAll('.name, [lang|=zh]')) named.remove()
      const text = `${own.textContent ?? ''} ${cell.getAttribute('title') ?? ''}`
      const td = cell.closest('td')
      const place = td === null ? -1 : [...(td.parentElement?.children ?? [])].indexOf(td)
      const head =
        td?.closest('table')?.querySelectorAll('thead th')[place]?.textContent ??
        cell.closest('.ant-descriptions-item-content')?.previousElementSibling?.textContent ??
        ''
      // Of a code that was chosen the name stands behind it.
      if (/^[\dA-Z]{6,} /.test(text)) return []
      return /\p{Script=Han}{2,}/u.test(text) ? [{ head, text: text.trim().slice(0, 40) }] : []
    })
  })
  return found
    .filter(({ head }) => !inChineseAnyway.includes(head))
    .map(({ head, text }) => `${head}: ${text}`)
}

/** What stands out of its place on a page: parts that are wider than the page, and texts that are cut where they stand. */
const misplacedOn = ({ page }: Officer): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const parts = [
      ...document.querySelectorAll<HTMLElement>('.ant-menu-item, .ant-btn, .tile, .state, .small-multiple'),
    ]
    const cut = parts.filter(
      (part) =>
        part.offsetParent !== null &&
        (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1),
    )
    return [
      ...(scrollWidth > clientWidth + 1 ? [`${scrollWidth} px wide in ${clientWidth}`] : []),
      ...cut.map(({ innerText }) => `cut: ${innerText.slice(0, 40)}`),
    ]
  })

/** Opens the first record of a list, where rows open. */
const openFirst = async ({ page, settled }: Officer): Promise<boolean> => {
  const first = page.locator('#content > .rows td:first-child .link').first()
  if ((await first.count()) === 0) return false
  await first.click()
  await settled()
  return true
}

const faultsIn = async (officer: Officer, language: Language): Promise<readonly string[]> =>
  [
    ...officer.faults(),
    ...(await misplacedOn(officer)),
    ...(await axeFindings(officer.page)),
    ...rawIn(await ownTexts(officer), language),
    ...(language === 'zh' ? await rawCells(officer) : await chineseCells(officer)),
  ].map((fault) => `${language}: ${fault}`)

const other = { zh: 'en', en: 'zh' } as const
const turns = { zh: 'English', en: '中文' } as const

/** What is wrong with each page in both languages, all of it at once, since a page takes a second to come to. */
const faultsOf = async (officer: Officer, addresses: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = []
  let language: Language = 'zh'
  for (const address of addresses) {
    await officer.go(address)
    const first = await faultsIn(officer, language)
    await officer.page.getByRole('button', { name: turns[language], exact: true }).click()
    language = other[language]
    await officer.settled()
    const second = await faultsIn(officer, language)
    const opened = (await openFirst(officer)) ? await faultsIn(officer, language) : []
    const behind = opened.map((fault) => `its record, ${fault}`)
    found.push(...[...first, ...second, ...behind].map((fault) => `${address}: ${fault}`))
  }
  return found
}

test('between a clerk, the province and a hospital every page is seen', () => {
  const seen = new Set(rounds().flatMap(([, addresses]) => addresses.map((each) => each.split('?')[0] ?? '')))
  expect(addressesOf(desks).filter((address) => !seen.has(address))).toEqual([])
})

test.each(rounds())(
  'every page of %s stands in both languages without an error and without a finding of axe, and says nothing raw',
  async (name, addresses) => {
    const officer = await signIn(browser, name)
    const from = Date.now()
    expect(await faultsOf(officer, addresses)).toEqual([])
    console.info(`${name}: ${addresses.length} pages in ${Math.round((Date.now() - from) / 1000)} s.`)
  },
  5 * minutes,
)

/** Whoever only looks, and whoever checks what others did: their pages are the same, with other rights. */
const others = {
  'auditor.anhui': { sub: 'auditor.anhui', scope: 'auditor', division: '340000' },
  'checker.hefei': { sub: 'checker.hefei', scope: 'city', division: '340100' },
} as const

test.each(Object.entries(others))(
  '%s opens every page of theirs, and none asks something that their service does not understand or allow',
  async (name, caller) => {
    const officer = await signIn(browser, name)
    const found: string[] = []
    for (const address of addressesOf(visibleTo(caller)).map(ofRecord)) {
      await officer.go(address)
      const told = await officer.page.locator('#content .ant-alert-error').allInnerTexts()
      const asksWrong = told.filter((text) => /request\.invalid|console\.|not-allowed|forbidden/.test(text))
      found.push(...[...officer.faults(), ...asksWrong].map((fault) => `${address}: ${fault}`))
    }
    expect(found).toEqual([])
  },
  4 * minutes,
)

test('what is public is found from its first page by anyone, with the one style that is let in and no error', async () => {
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('console', (message) => faults.push(message.text()))
  await page.goto(`${url}/public`)
  await page.getByRole('link', { name: '合肥市' }).click()
  const lists = await axeFindings(page)
  await page.getByRole('link', { name: '合肥市职工医保总额控制指标（2025-v1）' }).click()
  const name = page.locator('td', { hasText: '安徽省立医院' })
  expect(await name.evaluate((cell) => getComputedStyle(cell).whiteSpace)).toBe('nowrap')
  expect([...lists, ...(await axeFindings(page)), ...faults]).toEqual([])
  await page.getByRole('link', { name: '目录' }).click()
  await page.getByRole('link', { name: '全省' }).click()
  expect(page.url()).toBe(`${url}/public`)
  await page.close()
})
