import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { fund, type Officer, openBrowser, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'console')
const { claimId, personId } = yearStack

/** The pictures of the docs are taken when they are asked for, since each release would change them by a hair. */
const asked = process.env.PICTURES !== undefined

let browser: Browser

beforeAll(async () => {
  if (asked) browser = await openBrowser()
})

afterAll(() => browser?.close())

const take = async ({ page, go }: Officer, name: string, address: string): Promise<void> => {
  await go(address)
  // The site's font comes last, and charts draw themselves again with it.
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false })
}

test.skipIf(!asked)('the pictures of the docs', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await take(clerk, 'work', '')
  await take(clerk, 'person', `people/person?personId=${personId}`)
  await take(clerk, 'claim', `claims/explanation?claimId=${claimId}`)
  await take(clerk, 'execution', `fund/execution?${fund('resident')}`)
  await take(clerk, 'budget', `fund/budget?${fund('resident')}`)
  await take(clerk, 'negotiation', `control/negotiation?${fund('resident')}&number=1`)
  await take(clerk, 'budget-table', `fund/budget-table?${fund('resident')}`)
  const { city, scheme } = Object.fromEntries(new URLSearchParams(fund('resident')))
  await take(
    clerk,
    'notice',
    `control/statement?city=${city}&scheme=${scheme}&month=2025-06&institution=H34010200001`,
  )
  const chief = await signIn(browser, 'chief.anhui')
  await take(chief, 'province', 'overview/province')
  await take(chief, 'year', 'overview/year')
  await chief.page.locator('.heat').waitFor()
  await take(chief, 'year', 'overview/year')
  await take(chief, 'watch', 'watch/night')
  await take(await signIn(browser, 'chief.anhui', { language: 'en' }), 'province-en', 'overview/province')
})
