import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { openClient } from '../../cli/year/client.ts'
import { waitForRun } from '../../cli/year/phases/runs.ts'
import { waitForQuiet } from '../../cli/year/quiet.ts'
import { cityClerk, tax } from '../../cli/year/roles.ts'
import { choose, done, expectSound, fillDay, openBrowser, send, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const { url, city, year } = yearStack
const client = openClient(url)
const quiet = () => waitForQuiet(url, () => undefined)
const paths = { bills: '/v1/contribution/bills', payments: '/v1/contribution/payments' } as const

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

/** A city in which nothing else happens, so that what is paid back there changes no figure of another test. */
const elsewhere = '341600'

type Bill = { readonly billId: string; readonly due: number }
type Paid = Bill & { readonly personId: string; readonly paymentId: string }

/** A resident of that city who paid for the year before it began. */
const paidResident = async (): Promise<Paid> => {
  const clerk = cityClerk(elsewhere)
  const { personId } = await client.command<{ personId: string }>(
    clerk,
    'POST',
    '/v1/enrollment/persons',
    'refunded-person',
    {
      ...{ idNumber: '341602198506150024', name: '马兰', sex: 'female', birthOn: '1985-06-15' },
      ...{ scheme: 'resident', city: elsewhere, employment: 'resident', from: '2024-11-01' },
    },
  )
  await quiet()
  const { runId } = await client.command<{ runId: string }>(
    clerk,
    'POST',
    '/v1/contribution/billing-runs',
    'refunded-bills',
    { kind: 'resident-year', city: elsewhere, year: Number(year) },
  )
  await waitForRun(client, clerk, 'contribution', runId)
  const asked = new URLSearchParams({ city: elsewhere, kind: 'resident-year', period: year })
  const { bills } = await client.get<{ bills: readonly Bill[] }>(clerk, `${paths.bills}?${asked}`)
  const [bill] = bills
  if (bill === undefined) throw new Error(`nobody was billed in ${elsewhere}`)
  const paymentId = 'refunded-payment'
  await reports({
    ...{ paymentId, billId: bill.billId, kind: 'payment' },
    ...{ amountFen: bill.due, paidOn: '2024-12-05' },
  })
  return { ...bill, personId, paymentId }
}

const reports = async (payment: Readonly<Record<string, unknown>>): Promise<void> => {
  const payments = [{ payer: 'individual', ...payment }]
  const key = `reported-${payment.paymentId}`
  const { rows } = await client.command<{ rows: readonly { status: string }[] }>(
    ...([tax, 'POST', paths.payments, key, { payments }] as const),
  )
  expect(rows).toMatchObject([{ status: 'recorded' }])
  await quiet()
}

test('a refund that two officers grant takes the payment off its bill, and its year off the person, who is told why', async () => {
  const { personId, billId, due: amountFen, paymentId } = await paidResident()
  const clerk = await signIn(browser, 'clerk.bozhou')
  const explained = async () => {
    await clerk.go(`people/person?personId=${personId}`)
    await fillDay(clerk.page, '#explained-day', `${year}-06-01`)
    await clerk.settled()
  }
  await explained()
  await clerk.page.getByText('享受待遇', { exact: true }).first().waitFor()

  const request = { requestId: 'TK-2025-1', paymentId, amountFen, why: '重复缴费' }
  await client.command(tax, 'POST', '/v1/contribution/refund-requests', request.requestId, request)
  await clerk.go('tax/refund-requests')
  await clerk.page.getByRole('button', { name: request.requestId }).click()
  await clerk.page.getByRole('button', { name: '初审', exact: true }).click()
  await choose(clerk.page, '#body_as', '已同意')
  await clerk.page.locator('#body_why').fill('本人已在外地参保')
  await send(clerk.page)
  await done(clerk, '初审')

  const checker = await signIn(browser, 'checker.bozhou')
  await checker.page.getByRole('button', { name: /税务退款申请/ }).waitFor()
  await checker.go(`tax/refund-request?requestId=${request.requestId}`)
  await checker.page.getByRole('button', { name: '同意退款', exact: true }).click()
  await send(checker.page)
  await done(checker, '同意退款')
  await checker.page.getByText('已同意').first().waitFor()
  await expectSound(checker, 'a refund that was granted')

  await reports({
    ...{ paymentId: 'refunded-back', reverses: paymentId, billId, kind: 'refund' },
    ...{ amountFen, paidOn: '2024-12-20' },
  })
  await clerk.go(`contributions/bill?billId=${billId}`)
  await clerk.page.getByText('已退费').first().waitFor()
  await explained()
  await clerk.page.getByText('不享受待遇', { exact: true }).first().waitFor()
  await clerk.page.getByText('该年度已结束').first().waitFor()
  await expectSound(clerk, 'a person whose year was paid back')
})

type Statement = { readonly institution: string; readonly claimed: number; readonly state?: string }
const canBeContested = ({ institution: whose, claimed, state }: Statement): boolean =>
  whose === institution && claimed > 0 && state === undefined
const of = { city, scheme: 'resident' } as const
/** The hospital whose officer the local issuer offers. */
const institution = 'H34010200001'

/** The first month in which the hospital claimed something, with one of its claims and a day on which it can answer. */
const claimedMonth = async () => {
  const clerk = cityClerk(city)
  for (let number = 1; number <= 12; number += 1) {
    const month = `${year}-${String(number).padStart(2, '0')}`
    const query = new URLSearchParams({ ...of, month })
    const { statements } = await client.get<{ statements: readonly Statement[] }>(
      clerk,
      `/v1/budget/statements?${query}`,
    )
    if (!statements.some(canBeContested)) continue
    const asked = new URLSearchParams({ ...of, month, institution })
    const { postings } = await client.get<{ postings: readonly { readonly claimId: string }[] }>(
      clerk,
      `/v1/budget/postings?${asked}`,
    )
    const { answerBy } = await client.get<{ answerBy: string }>(
      clerk,
      `/v1/budget/statements/${city}/${of.scheme}/${month}/${institution}`,
    )
    // The days to answer run from the day on which the month was settled, which is today.
    const today = chinaDay(new Date())
    return { month, claimId: postings[0]?.claimId ?? '', on: answerBy < today ? answerBy : today }
  }
  throw new Error(`${institution} claimed nothing in ${year}`)
}

test('a hospital contests a claim of its month; an office upholds it, and putting it right is then somebody’s work', async () => {
  const { month, claimId, on } = await claimedMonth()
  const hospital = await signIn(browser, 'hospital.hefei')
  await hospital.go(
    `control/institution-months?${new URLSearchParams({ ...of, year: String(year), institution })}`,
  )
  const { page } = hospital
  await page.getByRole('button', { name: month, exact: true }).click()
  await page.getByRole('button', { name: '确认本月结算', exact: true }).waitFor()
  const claim = page.locator('tr', { hasText: claimId })
  await claim.getByRole('checkbox').check()
  await claim.getByRole('textbox').fill('床位费等级有误')
  await page.getByRole('button', { name: '对 1 笔提出异议', exact: true }).click()
  await send(page)
  await done(hospital, '对 1 笔提出异议')
  await page.getByText('床位费等级有误').first().waitFor()
  await expectSound(hospital, 'a month that its hospital contests')

  const clerk = await signIn(browser, 'checker.hefei')
  await clerk.go(`control/statements?${new URLSearchParams({ ...of, month })}`)
  const [file] = await Promise.all([
    clerk.page.waitForEvent('download'),
    clerk.page.getByRole('button', { name: '导出 CSV' }).click(),
  ])
  const text = readFileSync(await file.path(), 'utf8')
  expect(text.split('\r\n').find((line) => line.startsWith(institution))).toMatch(/安徽省立医院.*有异议/)
  await clerk.page.locator('tr', { hasText: '有异议' }).getByRole('button', { name: institution }).click()
  await clerk.page.getByRole('button', { name: '裁定异议', exact: true }).click()
  await fillDay(clerk.page, '#body_on', on)
  expect(await clerk.page.locator('#body_items_0_claimId').inputValue()).toBe(claimId)
  await choose(clerk.page, '#body_items_0_outcome', '异议成立')
  await clerk.page.locator('#body_items_0_reason').fill('核实无误')
  await send(clerk.page)
  await done(clerk, '裁定异议')

  await clerk.go('')
  await clerk.page.getByRole('button', { name: /异议成立待更正/ }).waitFor()
  await clerk.page.locator('tr', { hasText: claimId }).getByText('核实无误').waitFor()
  await expectSound(clerk, 'an upheld claim that waits')
  await clerk.go('control/upheld-claims')
  await clerk.page.locator('td').getByText(institution).hover()
  await expectSound(clerk, 'a link under the pointer')
  await page.getByRole('button', { name: '查询', exact: true }).click()
  await page.getByText('核实无误').first().waitFor()
})
