import { fileURLToPath } from 'node:url'
import { readPolicy } from '#shared/edge/policy-files.ts'
import { quotient } from '#shared/money/rate.ts'
import type { CatalogueEntry } from '../../services/settlement/domain/catalogue.ts'
import { type InsuredYear, newInsuredYear } from '../../services/settlement/domain/insured-year.ts'
import { planBook } from '../../services/settlement/domain/plan/plan-book.ts'
import { decide, type SettleClaim } from '../../services/settlement/domain/settle-claim.ts'

const linesPerClaim = 10
const differentClaims = 2000
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

/** Nanoseconds that a piece of work takes over all claims: the best of a few rounds, the first warms up. */
const best = (work: () => void): number => {
  const times = Array.from({ length: rounds + 1 }, () => {
    const start = process.hrtime.bigint()
    work()
    return Number(process.hrtime.bigint() - start)
  })
  return Math.min(...times.slice(1))
}

/** How fast the kernel decides claims of ten lines on one core, and how that compares with reading and writing them as JSON. */
export const measureKernel = () => {
  const policy = readPolicy(fileURLToPath(new URL('../../shared/policy/anhui', import.meta.url)))
  const basis = { plans: planBook(policy), catalogue: { find: (code: string) => entries.get(code) } }
  const claims = Array.from({ length: differentClaims }, (_, index) => claimOf(index))
  const texts = claims.map((claim) => JSON.stringify(claim))
  let settled = 0
  const kernel = best(() => {
    for (const claim of claims) if (decide(claim, person, basis).status === 'accepted') settled += 1
  })
  let bytes = 0
  const json = best(() => {
    for (const text of texts) bytes += JSON.stringify(JSON.parse(text)).length
  })
  if (settled !== differentClaims * (rounds + 1) || bytes === 0) {
    throw new Error('the benchmark claims are not all settled, so its figures would say nothing')
  }
  return {
    kernelClaimsPerSecond: Math.round((differentClaims * 1e9) / kernel),
    kernelVsJson: quotient(kernel, json, 2),
  }
}
