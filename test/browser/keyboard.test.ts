import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, fund, openBrowser, signIn } from './officer.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

/** No page makes an officer press the key more often than this on the way to what they look for. */
const mostPresses = 120

/** Presses the key that goes on to the next element, until one is reached that says what is looked for. */
const tabTo = async (page: Page, within: string, text: string): Promise<void> => {
  for (let pressed = 0; pressed < mostPresses; pressed += 1) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate(
      ([place, said]) => {
        const at = document.activeElement
        const name = at?.getAttribute('aria-label') ?? at?.textContent ?? ''
        return at?.closest(place ?? '') !== null && name.includes(said ?? '')
      },
      [within, text] as const,
    )
    if (isThere) return
  }
  throw new Error(`“${text}” is not reached by the keyboard`)
}

/** Goes down the menu to an item. */
const arrowTo = async (page: Page, text: string): Promise<void> => {
  const at = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  for (let pressed = 0; pressed < mostPresses; pressed += 1) {
    if ((await at()).startsWith(text)) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`“${text}” is not reached in the menu`)
}

test('with the keyboard alone a clerk goes by the menu to a bill, opens a form there, and comes back to where they were', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  const { page, settled } = clerk
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')

  await tabTo(page, 'nav', '')
  await arrowTo(page, '征缴')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: '缴费单', exact: true }).waitFor()
  await arrowTo(page, '缴费单')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '缴费单', exact: true }).waitFor()
  await settled()

  await tabTo(page, 'td', '-2025-')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '缴费单明细' }).waitFor()
  await settled()

  await tabTo(page, '.page-head', '核销')
  await page.keyboard.press('Enter')
  await page.locator('.ant-drawer form').waitFor()
  await tabTo(page, '.ant-drawer', '')
  await expectSound(clerk, 'a form that was opened by the keyboard')
  await page.keyboard.press('Escape')
  await page.locator('.ant-drawer form').waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('核销')
})

test('a page that a link opens begins at its top, however far down the page before was scrolled', async () => {
  const { page, go, settled } = await signIn(browser, 'clerk.hefei')
  const scrolled = () => page.evaluate(() => window.scrollY)
  await go(`fund/execution?${fund('resident')}`)
  await settled()
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  expect(await scrolled()).toBeGreaterThan(0)
  // The click does not scroll to what is clicked, as the reader's own would.
  await page.locator('td').getByText('住院', { exact: true }).first().dispatchEvent('click')
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: '预算执行' }).waitFor()
  await settled()
  expect(await scrolled()).toBe(0)
})
