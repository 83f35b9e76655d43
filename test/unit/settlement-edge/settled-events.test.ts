import { describe, expect, it } from 'vitest'
import type { Change, Outgoing } from '#shared/edge/publish.ts'
import { toSettledEvents } from '../../../services/settlement/commands/settled-events.ts'
import type { ClaimSettled } from '../../../services/settlement/domain/claim-events.ts'
import { toClaimItem } from '../../../services/settlement/domain/recorded/claim-item.ts'
import { toCorrectionItem } from '../../../services/settlement/domain/recorded/correction-item.ts'
import { toReversalItem } from '../../../services/settlement/domain/recorded/reversal-item.ts'
import { corrections } from './corrected.ts'
import { reversalOf, settledClaim } from './recorded.ts'

const claim = settledClaim()
const change = (item: object, sequence: number, before?: object): Change =>
  ({ item, sequence: String(sequence), ...(before ? { before } : {}) }) as unknown as Change
const settled = (over: Partial<ClaimSettled>, sequence = 1): Change =>
  change(toClaimItem({ claim: { ...claim, ...over }, accountAfter: 0 }), sequence)
const dataOf = ({ event }: Outgoing) =>
  event.data as { city: string; scheme: string; month: string; claims: { claimId: string }[] }

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
