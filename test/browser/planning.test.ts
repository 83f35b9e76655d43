import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient, type Role } from '../../cli/year/client.ts'
import { does, done, expectSound, openBrowser, send, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const { url } = yearStack
/** A city in which nothing else happens: its hospital has no years to go by. */
const city = '340200'
/** The year after the small one, in which nothing is planned yet. */
const year = '2026'
const fund = { city, scheme: 'resident' } as const
const asked = new URLSearchParams({ ...fund, year }).toString()
const institution = 'H34020200001'

const officer = (sub: string): Role => ({ sub, scope: 'city', division: city })
const [clerk, checker] = [officer('clerk.wuhu'), officer('checker.wuhu')]
const client = openClient(url)
const asks = <Answer>(who: Role, path: string, body?: object) =>
  client.command<Answer>(who, 'POST', `/v1/budget/${path}`, `browser-${year}-${path}`, body)

let browser: Browser

/** Amounts in fen: 1,000,000 yuan are planned to come in, 900,000 to go out. */
const plan = {
  ...{ ...fund, year: Number(year), openingBalance: 0 },
  income: { 'individual-premium': 40_000_000, 'centre-subsidy': 60_000_000 },
  expenditure: { inpatient: 70_000_000, outpatient: 20_000_000 },
}

beforeAll(async () => {
  browser = await openBrowser()
  await asks(clerk, 'budgets', plan)
})

afterAll(() => browser?.close())

test('a budget takes three persons: who compiled it is told so, a second reviews and a third approves', async () => {
  const maker = await signIn(browser, 'clerk.wuhu', { year })
  await maker.go(`fund/budget?${asked}`)
  await does(maker, '审核预算')
  await maker.page.locator('.ant-drawer [role=alert]').getByText('另一名').first().waitFor()
  // That it was refused is what it was asked for.
  maker.faults()

  const second = await signIn(browser, 'checker.wuhu', { year })
  await second.go(`fund/budget?${asked}`)
  await does(second, '审核预算')
  await done(second, '审核预算')

  const third = await signIn(browser, 'chief.anhui', { year })
  await third.go(`fund/budget?${asked}`)
  await does(third, '批准预算')
  await done(third, '批准预算')

  await maker.go(`fund/budget-table?${asked}`)
  await maker.page.getByText('总计').first().waitFor()
  const rows = await maker.page.locator('.printed tbody tr').allInnerTexts()
  expect(rows.find((row) => row.includes('本年收入小计'))).toContain('1,000,000.00')
  expect(rows.find((row) => row.includes('下级上解收入'))).toContain('×')
  expect(rows.at(-1)).toMatch(/总计.*1,000,000\.00.*总计.*1,000,000\.00/s)
  await expectSound(maker, 'the printed budget')
})

/** A round for one institution that has its agreement, as the city offers it. */
const openRound = async (): Promise<number> => {
  const agreements = [{ institution }]
  await asks(clerk, 'agreements', { city, year: Number(year), on: '2025-12-20', agreements })
  const hospital = { ...officer('hospital.wuhu'), scope: 'institution', institution }
  await asks(hospital, `agreements/${city}/${year}/${institution}/proposal/signature`, { number: 1 })
  await asks(clerk, 'targets', { ...fund, year: Number(year), deductions: [] })
  await asks(checker, `targets/${city}/${fund.scheme}/${year}/approval`)
  const expected = { inpatient: 60_000_000, outpatient: 20_000_000, reason: '首年测算' }
  const candidate = { institution, level: 3, category: 'general-hospital', firstReferral: false, expected }
  const basis = { kind: 'formula', candidates: [candidate], growth: { least: '-1', most: '99' } }
  const { number } = await asks<{ number: number }>(clerk, 'negotiations', {
    ...fund,
    year: Number(year),
    basis,
  })
  await asks(clerk, `negotiations/${city}/${fund.scheme}/${year}/${number}/proposal`, {
    answerBy: '2099-12-31',
  })
  return number
}

test('a quota is negotiated from both sides: the hospital asks for another, and the city sees why', async () => {
  const round = `control/negotiation?${asked}&number=${await openRound()}`
  const hospital = await signIn(browser, 'hospital.wuhu', { year })
  await hospital.go(round)
  await hospital.page.locator('.page-head').getByRole('button', { name: '还价' }).click()
  await hospital.page.locator('#params_institution').fill(institution)
  await hospital.page.locator('#body_amounts_inpatient').fill('650000')
  await hospital.page.locator('#body_amounts_outpatient').fill('200000')
  await hospital.page.locator('#body_comment').fill('新开设病区')
  await send(hospital.page)
  await done(hospital, '还价')

  const officer = await signIn(browser, 'clerk.wuhu', { year })
  await officer.go(round)
  await officer.page.getByText('新开设病区').first().waitFor()
  await officer.page.getByText('650,000.00').first().waitFor()
  await expectSound(officer, 'a negotiation that goes on')
})
