import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { policyChangePriced } from '#shared/contracts/settlement.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import type { Effects } from '../../../../services/settlement/effects.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { toPricedEvents } from '../../../../services/settlement/pricing/priced-events.ts'
import { priceUnit } from '../../../../services/settlement/pricing/pricing-unit.ts'
import type { StartPricing } from '../../../../services/settlement/pricing/start-pricing.ts'
import { startPricing } from '../../../../services/settlement/pricing/start-pricing.ts'
import type { Office, Spells } from '../correction/office.ts'
import { entitlement, registerByTwo, spellOf } from '../province.ts'

const residents = [spellOf('resident', '2025-01-01', '2025-12-31')]

const hospital = (code: string, level: 2 | 3) => ({
  ...{ code, name: code, city: '340100', category: 'general', level },
  agreement: { from: '2020-01-01', to: null },
})
export const secondLevel = 'H34010000002'
const thirdLevel = 'H34010000001'

const settle = async (effects: Effects, personId: string, on: string, fen: number, more: object) => {
  const lines = [{ code: 'XA01AAA001', quantity: '1', unitPrice: (fen / 100).toFixed(2), amount: fen }]
  const msgid = `${personId}-${on}`
  const request = { personId, total: fen, lines, msgid, visitId: msgid, settledOn: on, ...more }
  const decision = await settleClaim(request as unknown as ClaimRequest, effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value.claim.claimId
}

/** A stay of ten days with so many fen of class A drugs; gives the claim's id. */
export const stayed = (
  { effects }: Office,
  personId: string,
  month: string,
  fen: number,
  institution = secondLevel,
) => {
  const days = { admittedOn: `2025-${month}-01`, dischargedOn: `2025-${month}-10` }
  return settle(effects, personId, `2025-${month}-10`, fen, { care: 'inpatient', institution, ...days })
}

export const insured = ({ effects }: Office, personId: string, spells: Spells = residents) =>
  replaceEntitlements(entitlementsChanged.parse(entitlement(personId, 1, spells)), effects)

/**
 * Residents of Hefei and their care in 2025, at 80 % above 500 yuan in a hospital of level 2, and others who are not meant.
 * By hand, in yuan, at 80 % and at 85 %:
 * - minor: 10,000 → 7,600 and 8,075
 * - severe: 100,000 → 79,600 and 84,575; serious illness 60 % of the patient's part above 15,000: 3,240 and 255
 * - gravest: 400,000 → the ceiling of 300,000 both times, and 52,750 of serious illness
 * - city: 10,000 in a hospital of level 3 → 75 % above 700: 6,975 both times; and a visit of 100: 60
 * - twice: 5,000 in March and in May → 3,600 and 3,825 each
 * - exact: 1,234.56 → 587.65 and 624.38
 */
export const settleCare = async (office: Office): Promise<void> => {
  await registerByTwo(hospital(secondLevel, 2), office.effects)
  for (const personId of ['minor', 'severe', 'gravest', 'city', 'twice', 'exact', 'healthy'])
    await insured(office, personId)
  await stayed(office, 'minor', '03', 1_000_000)
  await stayed(office, 'severe', '04', 10_000_000)
  await stayed(office, 'gravest', '05', 40_000_000)
  await stayed(office, 'city', '06', 1_000_000, thirdLevel)
  await office.visit('city', '2025-07-10', 100)
  await stayed(office, 'twice', '03', 500_000)
  await stayed(office, 'twice', '05', 500_000)
  await stayed(office, 'exact', '08', 123_456)
  await insured(office, 'elsewhere', [spellOf('resident', '2025-01-01', '2025-12-31', '340200')])
  await stayed(office, 'elsewhere', '03', 1_000_000)
  await insured(office, 'employee', [spellOf('employee', '2025-01-01', '2025-12-31')])
  await stayed(office, 'employee', '03', 1_000_000)
}

/** What five points more cost the pool: 475 + 4,975 + 2 × 225 + 36.73; and spare serious illness: 2,985. */
export const fivePoints = { pool: 593_673, seriousIllness: -298_500 }
/** What the pool paid for stays: 7,600 + 79,600 + 300,000 + 6,975 + 7,200 + 587.65. */
export const poolForStays = 40_196_265

export const proposal: Omit<StartPricing, 'commandId'> = {
  title: 'Level 2: 85 instead of 80 %',
  city: '340100',
  scheme: 'resident',
  year: 2025,
  holdsFrom: '2026-01-01',
  pricedOn: '2025-12-20',
  changes: [{ layer: 'inpatient', figures: [{ at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }] }],
}

export const start = async (
  effects: Effects,
  key = 'P1',
  over: Partial<StartPricing> = {},
): Promise<string> => {
  const decision = await startPricing({ ...proposal, ...over, commandId: key }, effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

/** Works on everything queued, and on what that queues, each so many times. */
export const drainPricing = async (units: RunUnit[], effects: Effects, times = 1): Promise<void> => {
  for (let unit = units.shift(); unit; unit = units.shift())
    for (let time = 0; time < times; time += 1) await priceUnit(unit, effects)
}

/** Everything the service's table tells of pricings, as the stream brings it. */
export const told = async (office: Office) => {
  const items = (await office.items()) as unknown as Stored[]
  const outgoing = toPricedEvents(items.map((item, index) => ({ sequence: String(index), item })))
  return outgoing.map(({ event }) => policyChangePriced.schema.parse(event))
}
