import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient } from '../../cli/year/client.ts'
import { cityClerk } from '../../cli/year/roles.ts'
import { done, expectSound, fund, openBrowser, send, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const { claimId, personId, url, city, year } = yearStack
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

const fillPaidMonths = async (page: Awaited<ReturnType<typeof signIn>>['page'], number: string) => {
  await page.getByRole('button', { name: '报告异地缴费年限' }).click()
  await page.locator('#body_months').fill('24')
  await page.locator('#body_evidence_kind').click()
  await page.locator('.ant-select-item-option', { hasText: '参保缴费凭证' }).click()
  await page.locator('#body_evidence_number').fill(number)
}

test('what a clerk reports of a person waits for a second hand, who approves it', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await clerk.go(`people/person?personId=${personId}`)
  await fillPaidMonths(clerk.page, 'JF-2025-001')
  await expectSound(clerk, 'the form of a report')
  await send(clerk.page)
  await clerk.page.getByText('已办理：报告异地缴费年限').waitFor()
  await expectSound(clerk, 'what came of a report')

  const checker = await signIn(browser, 'checker.hefei')
  const waiting = checker.page.locator('tr', { hasText: personId })
  await waiting.getByRole('button', { name: '审核通过' }).click()
  await send(checker.page)
  await checker.page.getByText('已办理：审核通过').waitFor()
  await expectSound(checker, 'what came of an approval')
  await done(checker, '审核通过')
  await waiting.waitFor({ state: 'detached' })
})

test('a refusal stands beside what was typed, and nothing typed is lost', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await clerk.go(`people/person?personId=${personId}`)
  await clerk.page.getByRole('button', { name: '报告异地缴费年限' }).click()
  await send(clerk.page)
  await clerk.page.getByText('请填写月数').waitFor()
  await expectSound(clerk, 'a form with blanks')
})

const list = [
  '公民身份号码,姓名,性别,出生日期,险种,参保地,人员类别,单位编号,救助类别,参保日期,缴费月数',
  '340102198005200048,王芳,女,1980-05-20,390,340100,resident,,,2025-01-01,',
  '340102198005200064,不详,女,1980-05-20,390,340100,resident,,,2025-01-01,',
].join('\r\n')

test('persons come from a file, and its bad rows go back as a file', async () => {
  const { page, go, settled, ...clerk } = await signIn(browser, 'clerk.hefei')
  await go('people/send-file')
  await page
    .locator('#file')
    .setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await page.getByRole('button', { name: '上传并预览' }).click()
  await page.getByText('预览：共 2 行，1 行有误；尚未办理任何一行').waitFor()
  await expectSound({ page, go, settled, ...clerk }, 'a file looked over')
  await page.getByRole('button', { name: '开始导入' }).click()
  await page.getByText('已导入：共 2 行，已办理 1 行，1 行有误').waitFor()
  await expectSound({ page, go, settled, ...clerk }, 'an import with a bad row')
  const back = page.getByRole('button', { name: '取回有误的行' })
  const [file] = await Promise.all([page.waitForEvent('download'), back.click()])
  expect(file.suggestedFilename()).toBe('名单-有误的行.csv')
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain('340102198005200064,不详')
  expect(text).not.toContain('王芳')
})

test('a claim opens from its case to its explanation, where each step has its article', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await clerk.go('claims/audit-cases')
  await clerk.page.locator('.link').first().click()
  await clerk.page.getByText(claimId).first().waitFor()
  await clerk.go(`claims/explanation?claimId=${claimId}`)
  await clerk.page.getByRole('img', { name: '从总费用到个人现金支付' }).waitFor()
  const articles = await clerk.page.locator('.steps tbody td:last-child').allInnerTexts()
  expect(articles.length).toBeGreaterThan(4)
  expect(articles.filter((article) => article.trim() === '')).toEqual([])
  await expectSound(clerk, 'a claim explained')
})

type Execution = { readonly lines: readonly { readonly line: string; readonly executed: number }[] }

/** What residents of the city paid for the year by its books, as a page writes it: in yuan, and in ten thousands of them. */
const paidByResidents = async (): Promise<{ readonly yuan: string; readonly tenThousands: string }> => {
  const { lines } = await openClient(url).get<Execution>(
    cityClerk(city),
    `/v1/budget/execution/${city}/resident/${year}`,
  )
  const paid = lines.find(({ line }) => line === 'individual-premium')?.executed ?? 0
  expect(paid).toBeGreaterThan(0)
  const written = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  // Three digits are shown of what is less than the unit.
  const more = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 })
  return { yuan: written.format(paid / 100), tenThousands: more.format(paid / 1_000_000) }
}

test('the budget of a fund is read with its execution by line', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  const paid = await paidByResidents()
  await clerk.go(`fund/execution?${fund('resident')}`)
  await clerk.page.getByText('个人缴费收入').first().waitFor()
  await clerk.page.getByText(paid.yuan).first().waitFor()
  await clerk.page.getByRole('combobox', { name: '金额单位' }).selectOption('万元')
  await clerk.page.getByText(paid.tenThousands, { exact: true }).first().waitFor()
  await expectSound(clerk, 'budget execution')
})

test('the province sees its cities on one page, and opens one', async () => {
  const chief = await signIn(browser, 'chief.anhui')
  await chief.go('overview/province')
  const tile = chief.page.locator('.tile', { hasText: '合肥市' })
  await tile.getByText('个月').waitFor()
  const height = () => chief.page.evaluate(() => document.documentElement.scrollHeight)
  expect(await height()).toBeLessThanOrEqual(768)
  await expectSound(chief, 'the province at a glance')
  await tile.click()
  await chief.page.getByText('个人缴费收入').first().waitFor()
})

test('a foreign city sees nothing of it, and no page of the province', async () => {
  const paid = await paidByResidents()
  const stranger = await signIn(browser, 'clerk.wuhu')
  expect(await stranger.page.getByText('全省总览').count()).toBe(0)
  await stranger.go(`fund/execution?${fund('resident')}`)
  await stranger.page.locator('#content [role=alert]').waitFor()
  expect(await stranger.page.getByText(paid.yuan).count()).toBe(0)
  await stranger.go(`claims/explanation?claimId=${claimId}`)
  await stranger.page.locator('#content [role=alert]').waitFor()
  await stranger.go('overview/province')
  await stranger.page.getByText('没有这个页面，或您无权查看。').waitFor()
  await expectSound(stranger, 'a page of another city')
})

test('a hospital’s office has its own pages and none of the bureau’s', async () => {
  const hospital = await signIn(browser, 'hospital.hefei')
  expect(await hospital.page.getByRole('menuitem', { name: '监督' }).count()).toBe(0)
  await hospital.go('overview/province')
  await hospital.page.getByText('没有这个页面，或您无权查看。').waitFor()
})

test('an ended session is told in place; signed in again, the officer sends what they had typed', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await clerk.go(`people/person?personId=${personId}`)
  await fillPaidMonths(clerk.page, 'JF-2025-002')
  await clerk.page.evaluate(() => {
    for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith('oidc.user:'))) {
      const user = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, unknown>
      sessionStorage.setItem(key, JSON.stringify({ ...user, access_token: 'ended' }))
    }
  })
  await send(clerk.page)
  const again = clerk.page.getByRole('button', { name: '重新登录' })
  await again.waitFor()
  await expectSound(clerk, 'an ended session')
  const [beside] = await Promise.all([clerk.page.waitForEvent('popup'), again.click()])
  await Promise.all([
    beside.waitForEvent('close'),
    beside.getByRole('button', { name: 'clerk.hefei' }).first().click(),
  ])
  await again.waitFor({ state: 'detached' })
  expect(await clerk.page.locator('#body_evidence_number').inputValue()).toBe('JF-2025-002')
  await send(clerk.page)
  await clerk.page.getByText('已办理：报告异地缴费年限').waitFor()
})
