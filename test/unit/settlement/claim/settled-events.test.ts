import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { toSettledEvents } from '../../../../services/settlement/claim/settled-events.ts'
import { toClaimItem } from '../../../../services/settlement/insured-year/records/claim-item.ts'
import { toCorrectionItem } from '../../../../services/settlement/insured-year/records/correction-item.ts'
import { toReversalItem } from '../../../../services/settlement/insured-year/records/reversal-item.ts'
import type {
  ClaimCorrected,
  ClaimSettled,
} from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { corrections } from '../insured-year/corrected.ts'
import { reversalOf, settledClaim } from '../insured-year/recorded.ts'

const claim = settledClaim()
const change = (item: object, sequence: number, before?: object): Change =>
  ({ item, sequence: String(sequence), ...(before ? { before } : {}) }) as unknown as Change
const settled = (over: Partial<ClaimSettled>, sequence = 1): Change =>
  change(toClaimItem({ claim: { ...claim, ...over }, accountAfter: 0 }), sequence)
const dataOf = ({ event }: Outgoing) =>
  event.data as {
    city: string
    scheme: string
    month: string
    claims: { claimId: string; medical?: object }[]
  }

describe('what a stream batch shows as recorded', () => {
  it('is told in groups of one paying city, scheme and month', () => {
    const events = toSettledEvents([
      settled({ claimId: 'C1' }),
      settled({ claimId: 'C2', city: '340200' }, 2),
      settled({ claimId: 'C3', scheme: 'resident' }, 3),
      settled({ claimId: 'C4', settledOn: '2025-04-01' }, 4),
      settled({ claimId: 'C5', settledOn: '2025-03-31' }, 5),
    ])
    const groups = events.map((outgoing) => {
      const { city, scheme, month, claims } = dataOf(outgoing)
      return [city, scheme, month, ...claims.map(({ claimId }) => claimId)]
    })
    expect(groups).toEqual([
      ['340100', 'employee', '2025-03', 'C1', 'C5'],
      ['340200', 'employee', '2025-03', 'C2'],
      ['340100', 'resident', '2025-03', 'C3'],
      ['340100', 'employee', '2025-04', 'C4'],
    ])
    expect(events[0]).toMatchObject({ event: { occurredOn: '2025-03-31' }, sequences: ['1', '5'] })
  })

  it('holds at most forty claims an event', () => {
    const many = Array.from({ length: 81 }, (_, index) => settled({ claimId: `C${index}` }, index))
    expect(toSettledEvents(many).map((outgoing) => dataOf(outgoing).claims.length)).toEqual([40, 40, 1])
  })

  it('goes by the same id when the same batch comes again', () => {
    const batch = [settled({ claimId: 'C1' }), settled({ claimId: 'C2' }, 2)]
    expect(toSettledEvents(batch)).toEqual(toSettledEvents(batch))
  })

  it('tells a reversal with exact negatives, in the month it was reversed', () => {
    const [outgoing] = toSettledEvents([change(toReversalItem(reversalOf(claim)), 1)])
    const [first] = toSettledEvents([settled({})])
    const [reversed] = outgoing ? dataOf(outgoing).claims : []
    const [original] = first ? dataOf(first).claims : []
    expect(outgoing && dataOf(outgoing).month).toBe('2025-04')
    expect(original).toMatchObject({ total: 900_000, basic: 729_000, account: 10_000 })
    expect(reversed).toMatchObject({
      claimId: 'CREVERSAL',
      reverses: claim.claimId,
      total: -900_000,
      basic: -729_000,
      account: -10_000,
    })
  })

  it('tells a reversal that was taken back as the claim again, an entry of its own that names it', () => {
    const reversal = reversalOf(claim)
    const undone = { ...reversal, reversalId: 'CUNDO', undoes: 'CREVERSAL', amounts: claim.amounts }
    const [outgoing] = toSettledEvents([change(toReversalItem(undone), 1)])
    const [told] = outgoing ? claimsSettled.schema.parse(outgoing.event).data.claims : []
    expect(told).toMatchObject({
      claimId: 'CUNDO',
      reinstates: claim.claimId,
      total: 900_000,
      basic: 729_000,
    })
    expect(told).not.toHaveProperty('reverses')
  })

  it('tells a correction with the differences, in the month it was corrected', () => {
    const [correction] = corrections
    const [outgoing] = toSettledEvents(correction ? [change(toCorrectionItem(correction), 1)] : [])
    expect(outgoing && dataOf(outgoing)).toMatchObject({
      ...{ city: '340100', scheme: 'employee', month: '2025-06' },
      claims: [
        {
          ...{ claimId: `${claim.claimId}.1`, corrects: claim.claimId, settledOn: '2025-06-01' },
          ...{ total: 0, inScope: -120_000, basic: -108_000, account: 0, cash: 108_000 },
        },
      ],
    })
  })

  it('tells what was medically done of a stay, and says the same of its reversal and of what took it back', () => {
    const told = { diagnosis: 'K35.8', procedure: '47.0100', surgery: 'emergency', severe: true } as const
    const circumstances = { ...claim.circumstances, ...told, referred: true }
    const operated = { ...claim, circumstances }
    const days = { admittedOn: '2025-03-01', dischargedOn: '2025-03-09' }
    const medical = { personId: 'P1', ...told, referred: true, ...days }
    const [correction] = corrections
    const { stands: _, ...entry } = correction ?? {}
    const { personId: __, ...kept } = medical
    for (const recorded of [
      settled({ circumstances }),
      change(toReversalItem(reversalOf(operated)), 1),
      change(toCorrectionItem({ ...entry, medical: kept } as ClaimCorrected), 1),
    ]) {
      const [outgoing] = toSettledEvents([recorded])
      expect(outgoing && claimsSettled.schema.parse(outgoing.event).data.claims[0]?.medical).toEqual(medical)
    }
  })

  it('tells the diagnosis of a visit, and of one without a diagnosis the person alone; so does a reversal', () => {
    const { stay: _, ...visit } = claim
    const { circumstances } = claim
    const told = { diagnosis: 'J06', procedure: '47.0100' }
    const diagnosed: ClaimSettled = { ...visit, circumstances: { ...circumstances, ...told } }
    const silent: ClaimSettled = visit
    const medicalOf = (recordedAs: Change) => {
      const [outgoing] = toSettledEvents([recordedAs])
      return outgoing && dataOf(outgoing).claims[0]?.medical
    }
    const recorded = (of: ClaimSettled) => change(toClaimItem({ claim: of, accountAfter: 0 }), 1)
    const reversed = (of: ClaimSettled) => change(toReversalItem(reversalOf(of)), 1)
    expect([recorded(diagnosed), reversed(diagnosed)].map(medicalOf)).toEqual([
      { personId: 'P1', diagnosis: 'J06' },
      { personId: 'P1', diagnosis: 'J06' },
    ])
    expect([recorded(silent), reversed(silent)].map(medicalOf)).toEqual([
      { personId: 'P1' },
      { personId: 'P1' },
    ])
    expect(toReversalItem(reversalOf(silent))).not.toHaveProperty('medical')
  })

  it('says nothing of years, institutions and marks, nor of an item merely changed', () => {
    const item = toClaimItem({ claim, accountAfter: 0 })
    const others = [change({ pk: 'P', sk: 'S', kind: 'insured-year' }, 1), change(item, 2, item)]
    expect(toSettledEvents(others)).toEqual([])
  })

  it('tells where care elsewhere was given, and what special care was for; its reversal the same', () => {
    const away = {
      ...claim,
      at: '340200',
      circumstances: { ...claim.circumstances, purpose: 'chronic' },
    } as const
    const [settledAway] = toSettledEvents([settled(away)])
    const [reversedAway] = toSettledEvents([change(toReversalItem(reversalOf(away)), 1)])
    for (const outgoing of [settledAway, reversedAway])
      expect(outgoing && dataOf(outgoing).claims).toMatchObject([{ settledAt: '340200', purpose: 'chronic' }])
    const [atHome] = toSettledEvents([settled({})])
    expect(atHome && dataOf(atHome).claims[0]).not.toHaveProperty('settledAt')
    expect(atHome && dataOf(atHome).claims[0]).not.toHaveProperty('purpose')
  })
})
