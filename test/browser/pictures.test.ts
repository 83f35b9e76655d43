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
  if (address === 'overview/year') await page.locator('.heat').waitFor()
  // The site's font comes last, and charts draw themselves again with it.
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false })
}

const month = new URLSearchParams(fund('resident'))
month.delete('year')

/** The main pages by the name of their picture, of an officer who sees them. */
const main: Record<string, Record<string, string>> = {
  'clerk.hefei': {
    work: '',
    person: `people/person?personId=${personId}`,
    claim: `claims/explanation?claimId=${claimId}`,
    execution: `fund/execution?${fund('resident')}`,
    budget: `fund/budget?${fund('resident')}`,
    negotiation: `control/negotiation?${fund('resident')}&number=1`,
    'budget-table': `fund/budget-table?${fund('resident')}`,
    notice: `control/statement?${month}&month=2025-06&institution=H34010200001`,
  },
  'chief.anhui': { province: 'overview/province', year: 'overview/year', watch: 'watch/night' },
}

test.skipIf(!asked).each(['zh', 'en'] as const)('the pictures of the docs in %s', async (language) => {
  for (const [name, pages] of Object.entries(main)) {
    const officer = await signIn(browser, name, { language })
    for (const [picture, address] of Object.entries(pages))
      await take(officer, language === 'zh' ? picture : `${picture}-en`, address)
  }
})
