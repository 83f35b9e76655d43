import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { yearStack } from './year-stack.ts'

const { url, year, city } = yearStack

export { openBrowser } from './browser.ts'

export type Officer = {
  readonly page: Page
  /** Goes to a page of the console as a link within it does, without loading the console again. */
  readonly go: (address: string) => Promise<void>
  /** Waits until the page stands and nothing is being read any more. */
  readonly settled: () => Promise<void>
  /** What went wrong in the browser since it was asked last: errors of the page, and messages of its console. */
  readonly faults: () => readonly string[]
}

/** Clicks since somebody signed in or had something done; to go to a page takes two, its desk and itself. */
const clicksTo = new WeakMap<Page, number>()
const stepsTo = 2
const clicked = (page: Page, times: number): void => {
  clicksTo.set(page, (clicksTo.get(page) ?? 0) + times)
}

type As = { readonly language?: 'zh' | 'en'; readonly year?: string }

const isQuiet = (): boolean =>
  document.querySelector('#content h1, #content [role=alert]') !== null &&
  document.querySelector('.reading, .loading, .ant-spin-spinning, .ant-skeleton') === null

/** Waits until a page stands and nothing is being read any more. What was read may lead to another read at once. */
const settled = async (page: Page): Promise<void> => {
  do {
    await page.waitForFunction(isQuiet, undefined, { polling: 40 })
    await page.waitForTimeout(60)
  } while (!(await page.evaluate(isQuiet)))
}

/** Signs an officer in by the issuer's page, in a session of their own. */
export const signIn = async (browser: Browser, name: string, as: As = {}): Promise<Officer> => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  let faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // That a read found nothing is an answer, though the browser calls it an error.
    if (message.type() === 'error' && !/status of 40[1349]/.test(message.text())) faults.push(message.text())
  })
  await page.exposeFunction('wasClicked', () => clicked(page, 1))
  await page.addInitScript(() => {
    const { wasClicked } = globalThis as unknown as { readonly wasClicked: () => void }
    addEventListener('click', ({ isTrusted }) => isTrusted && wasClicked(), true)
  })
  const chosen = JSON.stringify({ year: as.year ?? year, month: `${as.year ?? year}-06` })
  await page.addInitScript(
    ([language, kept]) => {
      localStorage.setItem('tongchou.language', language ?? 'zh')
      if (sessionStorage.getItem('tongchou.chosen') === null)
        sessionStorage.setItem('tongchou.chosen', kept ?? '{}')
    },
    [as.language ?? 'zh', chosen],
  )
  await page.goto(`${url}/console`)
  await page.getByRole('button', { name, exact: false }).first().click()
  await settled(page)
  clicksTo.set(page, 0)
  return {
    page,
    go: async (address) => {
      clicked(page, stepsTo)
      await page.evaluate((to) => {
        history.pushState({}, '', to)
        dispatchEvent(new PopStateEvent('popstate'))
      }, `/console/${address}`)
      await settled(page)
    },
    settled: () => settled(page),
    faults: () => {
      const found = faults
      faults = []
      return found
    },
  }
}

/** Presses a button of what the page offers, and sends its form as it then stands. */
export const does = async ({ page }: Officer, button: string): Promise<void> => {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await send(page)
}

/** Sends the form that is open. */
export const send = (page: Page): Promise<void> =>
  page.locator('.ant-drawer form button[type=submit]').click()

/** Chooses what a field of the open form offers. */
export const choose = async (page: Page, field: string, option: string): Promise<void> => {
  await page.locator(field).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).click()
}

/** Fills in a day, and takes it from the calendar that shows it. */
export const fillDay = async (page: Page, field: string, day: string): Promise<void> => {
  await page.locator(field).fill(day)
  // The key that takes a typed day would send the form too.
  await page.locator(`.ant-picker-dropdown:visible td[title="${day}"]`).click()
}

/** Waits until the officer was told that it is done, and goes on. */
export const done = async ({ page }: Pick<Officer, 'page'>, what: string): Promise<void> => {
  await page.getByText(`已办理：${what}`).waitFor()
  if (process.env.CLICKS) console.info(`${what}: ${clicksTo.get(page)} clicks`)
  await page.getByRole('button', { name: '完成', exact: true }).click()
  clicksTo.set(page, 0)
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type FoundAt = { readonly html: string; readonly any: readonly { readonly message: string }[] }
type Finding = { readonly id: string; readonly nodes: readonly FoundAt[] }
type Axe = {
  readonly run: (options: object) => Promise<{ readonly violations: readonly Finding[] }>
}

/** Every fault that axe finds on a page by the rules of WCAG 2.2 AA, as a reader of a failed test wants it. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { violations: found } = await (globalThis as unknown as { readonly axe: Axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    })
    return found.map(({ id, nodes: [node] }) => ({ id, html: node?.html ?? '', why: node?.any[0]?.message }))
  })
  return violations.map(({ id, html, why = '' }) => `${id}: ${html.slice(0, 200)} ${why}`.trimEnd())
}

/** The parameters of the small year's fund. */
export const fund = (scheme: string): string => new URLSearchParams({ city, scheme, year }).toString()

/** Expects that nothing went wrong in the browser, and that axe finds nothing on the page as it stands. */
export const expectSound = async ({ page, faults }: Officer, address: string): Promise<void> => {
  expect([address, faults()]).toEqual([address, []])
  expect([address, await axeFindings(page)]).toEqual([address, []])
}
