import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desks } from '../../console/src/desks/desks.ts'
import { axeFindings, type Officer, openBrowser, signIn } from './officer.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

const addresses = ['', ...desks.flatMap(({ key, pages }) => pages.map((page) => `${key}/${page.key}`))]

const minutes = 60_000

/** Names of fields and operations that a reader never sees, and texts of the other language. */
const rawIn = (text: string, language: 'zh' | 'en'): readonly string[] => {
  const raw =
    language === 'zh' ? /\b[a-z]+[A-Z][A-Za-z]*\b|\b(?:GET|POST|PUT) \/v1\S*/g : /\p{Script=Han}{2,}/gu
  return [...new Set(text.match(raw) ?? [])].filter((each) => each !== '中文')
}

/** What the console itself says on a page; what persons and services wrote stands as they wrote it. */
const ownTexts = async ({ page }: Officer): Promise<string> =>
  (
    await page
      .locator('h1, th, legend, label, button:not(.link), .ant-menu, .ant-card-head-title')
      .allInnerTexts()
  ).join('\n')

/** What is wrong with each page, all of it at once, since a page takes seconds to come to. */
const faultsOf = async (
  officer: Officer,
  language: 'zh' | 'en',
  more: () => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const address of addresses) {
    await officer.go(address)
    const faults = [...officer.faults(), ...(await more()), ...rawIn(await ownTexts(officer), language)]
    found.push(...faults.map((fault) => `${address}: ${fault}`))
  }
  return found
}

test(
  'every page stands without an error and without a finding of axe, and says nothing raw',
  async () => {
    const clerk = await signIn(browser, 'clerk.hefei')
    expect(await faultsOf(clerk, 'zh', () => axeFindings(clerk.page))).toEqual([])
  },
  4 * minutes,
)

test(
  'every page is in English for whoever chose it',
  async () => {
    const clerk = await signIn(browser, 'clerk.hefei')
    await clerk.page.getByRole('button', { name: 'English' }).click()
    await clerk.page.getByRole('heading', { name: 'Work' }).waitFor()
    expect(await faultsOf(clerk, 'en', async () => [])).toEqual([])
  },
  4 * minutes,
)
