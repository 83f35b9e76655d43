import { quotient } from '#shared/money/rate.ts'
import { adjudicate } from '../../services/settlement/adjudication/rules/adjudicate.ts'
import { splitCharges } from '../../services/settlement/adjudication/rules/split.ts'
import type { CatalogueEntry } from '../../services/settlement/catalogue/rules/catalogue.ts'
import type { SettleClaim, SettlementBasis } from '../../services/settlement/claim/rules/command.ts'
import { decide } from '../../services/settlement/claim/rules/settle-claim.ts'
import {
  type InsuredYear,
  newInsuredYear,
} from '../../services/settlement/insured-year/rules/insured-year.ts'
import type { Facts } from '../../services/settlement/plan/rules/condition.ts'
import { planBook } from '../../services/settlement/plan/rules/plan-book.ts'
import { provincePolicy } from '../province-policy.ts'

const linesPerClaim = 10
const differentClaims = 2000
const passesARound = 20
const warmUpRounds = 2
const rounds = 5

const classes = ['A', 'B', 'C'] as const
const entries = new Map<string, CatalogueEntry>(
  Array.from({ length: 30 }, (_, index) => {
    const itemClass = classes[index % 3] ?? 'A'
    const entry: CatalogueEntry = {
      code: `X${index}`,
      class: itemClass,
      firstSelfPaid: itemClass === 'B' ? 100_000 : 0,
      priceLimit: { 1: null, 2: null, 3: index % 5 === 0 ? 5000 : null },
      itemClass,
    }
    return [entry.code, entry]
  }),
)

const person: InsuredYear = {
  ...newInsuredYear('P1', 2025),
  birthOn: '1975-06-15',
  sex: 'female',
  account: 100_000,
  spells: [
    {
      scheme: 'resident',
      city: '340100',
      employment: 'resident',
      aid: 'none',
      from: '2025-01-01',
      to: '2025-12-31',
    },
  ],
}

const claimOf = (index: number): SettleClaim => {
  const lines = Array.from({ length: linesPerClaim }, (_, line) => {
    const cents = 1000 + ((index * 37 + line * 911) % 20_000)
    return {
      code: `X${(index + line * 7) % 30}`,
      quantity: '3',
      unitPrice: (cents / 100).toFixed(2),
      amount: cents * 3,
    }
  })
  return {
    claimId: `C${index}`,
    msgid: `M${index}`,
    fingerprint: 'f',
    personId: 'P1',
    institution: {
      code: 'H1',
      city: '340100',
      level: 3,
      provincial: true,
      agreement: { from: '2024-01-01', to: null },
    },
    care: 'inpatient',
    admittedOn: '2025-03-01',
    dischargedOn: '2025-03-10',
    lines,
    total: lines.reduce((total, { amount }) => total + amount, 0),
    useAccount: true,
    today: '2025-03-10',
  }
}

const on = '2025-03-10'
const facts: Facts = {
  ...{ level: 3, provincial: true, employment: 'resident', aid: 'none', sex: 'female', age: 49 },
  ...{ place: 'local', filing: 'none', referred: false, purpose: 'general' },
}

/** The kernel alone: the lines split by the catalogue, then every layer of the plan paid and explained. */
const adjudicated = ({ lines, useAccount }: SettleClaim, { plans, catalogue }: SettlementBasis) => {
  const { parts, classes } = splitCharges(lines, (code) => catalogue.find(code, on), 3)
  const plan = plans.planOn('resident', 'inpatient', '340100', on)
  return adjudicate(
    { care: 'inpatient', facts, parts, classes, useAccount },
    { counted: {}, account: 100_000 },
    plan,
  )
}

/**
 * Microseconds of one core that a piece of work takes a claim, in the best of a few rounds after the first ones. Time
 * of this thread, not of the clock, so that other work on the machine is not counted. A round is much longer than the
 * few milliseconds between two ticks of the system's clock.
 */
const best = (work: () => void): number => {
  const times = Array.from({ length: warmUpRounds + rounds }, () => {
    const before = process.threadCpuUsage()
    for (let pass = 0; pass < passesARound; pass += 1) work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / (passesARound * differentClaims)
  })
  return Math.min(...times.slice(warmUpRounds))
}

/**
 * Measures three figures. First: how many claims of ten lines one core adjudicates in a second. Each line is split by
 * the catalogue, and every layer is paid and explained by the plan. Second: the time of that divided by the time of
 * reading and writing the same claims as JSON. Third: how many claims are decided in a second, with every check, from
 * the request to the event.
 */
export const measureKernel = () => {
  const policy = provincePolicy()
  const basis = { plans: planBook(policy), catalogue: { find: (code: string) => entries.get(code) } }
  const claims = Array.from({ length: differentClaims }, (_, index) => claimOf(index))
  const texts = claims.map((claim) => JSON.stringify(claim))
  let paid = 0
  const kernel = best(() => {
    for (const claim of claims) paid += adjudicated(claim, basis).amounts.fund
  })
  let characters = 0
  const json = best(() => {
    for (const text of texts) characters += JSON.stringify(JSON.parse(text)).length
  })
  let decided = 0
  const decisions = best(() => {
    for (const claim of claims) {
      const decision = decide(claim, person, basis)
      if (decision.status === 'accepted') decided += decision.value.amounts.fund
    }
  })
  const allTexts = texts.join('').length * passesARound * (warmUpRounds + rounds)
  if (paid === 0 || paid !== decided || characters !== allTexts) {
    throw new Error('kernel and decisions do not pay the same, so the figures would say nothing')
  }
  return {
    kernelClaimsPerSecond: Math.round(1e6 / kernel),
    kernelVsJson: quotient(kernel, json, 2),
    decisionsPerSecond: Math.round(1e6 / decisions),
  }
}
