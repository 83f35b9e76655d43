import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient } from '../../cli/year/client.ts'
import { cityClerk } from '../../cli/year/roles.ts'
import { choose, done, expectSound, type Officer, openBrowser, send, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const { url, city } = yearStack
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

type Listed = { readonly personId: string; readonly coverage: { readonly birthOn: string } }

/** Two of a city's residents of whom nothing else is reported, old enough to have paid elsewhere. */
const residents = async (): Promise<readonly [string, string]> => {
  const query = new URLSearchParams({ city, scheme: 'resident', employment: 'resident' })
  const { persons } = await openClient(url).get<{ persons: readonly Listed[] }>(
    cityClerk(city),
    `/v1/enrollment/persons?${query}`,
  )
  const [one, other] = persons
    .filter(({ coverage }) => coverage.birthOn < '1990')
    .map(({ personId }) => personId)
  if (one === undefined || other === undefined) throw new Error(`${city} has no two such persons`)
  return [one, other]
}

/** Fills in what a person paid elsewhere. */
const reportMonths = async (
  { page, go }: Officer,
  { personId, months, document }: Readonly<Record<'personId' | 'months' | 'document', string>>,
): Promise<void> => {
  await go(`people/person?personId=${personId}`)
  await page.getByRole('button', { name: '报告异地缴费年限' }).click()
  await page.locator('#body_months').fill(months)
  await choose(page, '#body_evidence_kind', '参保缴费凭证')
  await page.locator('#body_evidence_number').fill(document)
}

/** What of a page's rows names a document. */
const rowsWith = ({ page }: Officer, text: string) => page.locator('tbody tr', { hasText: text })

test('a connection that is lost in the middle of a save is told; asked again under the same key, it was done once', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  const [personId] = await residents()
  await reportMonths(clerk, { personId, months: '7', document: 'JF-2025-LOST' })
  const sent: string[] = []
  await clerk.page.route('**/paid-months', async (route) => {
    sent.push(route.request().headers()['idempotency-key'] ?? '')
    // The first comes through, and its answer does not come back.
    const response = await route.fetch()
    await (sent.length === 1 ? route.abort('connectionreset') : route.fulfill({ response }))
  })
  await send(clerk.page)
  await clerk.page.locator('.ant-drawer [role=alert]').getByText('没有收到答复').waitFor()
  // That no answer came is what the test did.
  clerk.faults()
  expect(await clerk.page.locator('#body_evidence_number').inputValue()).toBe('JF-2025-LOST')
  await expectSound(clerk, 'an answer that did not come')
  await send(clerk.page)
  await done(clerk, '报告异地缴费年限')
  expect(new Set(sent).size).toBe(1)
  await clerk.settled()
  expect(await rowsWith(clerk, 'JF-2025-LOST').count()).toBe(1)
})

test('of two officers at one record the second is told that it was decided, and then sees how it stands', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  const [, personId] = await residents()
  await reportMonths(clerk, { personId, months: '9', document: 'JF-2025-TWICE' })
  await send(clerk.page)
  await done(clerk, '报告异地缴费年限')

  const open = async (who: string, button: string): Promise<Officer> => {
    const officer = await signIn(browser, who)
    await officer.go('people/reports')
    await rowsWith(officer, personId).getByRole('button', { name: button, exact: true }).click()
    await officer.page.locator('.ant-drawer form').waitFor()
    return officer
  }
  const [first, second] = [await open('checker.hefei', '审核通过'), await open('chief.hefei', '审核不通过')]
  await send(first.page)
  await done(first, '审核通过')
  await second.page.locator('#body_reason').fill('凭证不清')
  await send(second.page)
  const told = second.page.locator('.ant-drawer [role=alert]')
  await told.waitFor()
  expect(await told.innerText()).toContain('该报告已办结')
  second.faults()
  await second.page.locator('.ant-drawer').getByRole('button', { name: '取消' }).click()
  await rowsWith(second, personId).waitFor({ state: 'detached' })
})

test('a file of the wrong kind is refused beside where it was chosen, and is not sent', async () => {
  const { page, go, ...clerk } = await signIn(browser, 'clerk.hefei')
  await go('people/send-file')
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex')
  await page.locator('#file').setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: png })
  await page.getByText('这是 PNG 文件，不含表格。请选择 CSV 或 XLSX 文件。').waitFor()
  expect(await page.getByRole('button', { name: '上传并预览' }).isDisabled()).toBe(true)
  await expectSound({ page, go, ...clerk }, 'a file of the wrong kind')
})

test('a browser that runs no modules gets one sentence that says so', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${url}/console`)
  expect((await page.locator('body').innerText()).trim().split('\n')).toEqual([
    '浏览器版本过低，或未启用 JavaScript，请升级或启用后再使用本系统。This browser is too old for the console, or runs no JavaScript; please use a current one.',
  ])
  await context.close()
})
