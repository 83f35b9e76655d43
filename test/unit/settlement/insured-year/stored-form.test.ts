import { describe, expect, it } from 'vitest'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { fromAttributes, toAttributes } from '#shared/edge/store/attribute-value.ts'
import { itemSize } from '#shared/edge/store/item-size.ts'
import type { ClaimItem } from '../../../../services/settlement/insured-year/records/claim-item.ts'
import {
  fromClaimItem,
  toClaimItem,
} from '../../../../services/settlement/insured-year/records/claim-item.ts'
import { circumstancesOf } from '../../../../services/settlement/insured-year/records/claim-parts.ts'
import type { CorrectionItem } from '../../../../services/settlement/insured-year/records/correction-item.ts'
import {
  fromCorrectionItem,
  toCorrectionItem,
} from '../../../../services/settlement/insured-year/records/correction-item.ts'
import type { InsuredYearItem } from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import {
  fromInsuredYearItem,
  toInsuredYearItem,
} from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import { fromPositions, toPositions } from '../../../../services/settlement/insured-year/records/positions.ts'
import type { ReversalItem } from '../../../../services/settlement/insured-year/records/reversal-item.ts'
import {
  fromReversalItem,
  toReversalItem,
} from '../../../../services/settlement/insured-year/records/reversal-item.ts'
import { amountNames } from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import { accumulatorNames } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { noTrail, trailAfterClaim } from '../../../../services/settlement/insured-year/rules/trail.ts'
import { corrections } from './corrected.ts'
import { entitledYear, reversalOf, settledClaim, stayRequest } from './recorded.ts'

/** Through the database's own form and back. */
const stored = <Stored>(item: Stored): Stored => fromAttributes(toAttributes(item as Item)) as Stored

describe('what is stored is what was settled', () => {
  it('for a claim', () => {
    const recorded = { claim: settledClaim(), accountAfter: 0, follows: ['CBEFORE', 'CFIRST'], visitId: 'V1' }
    expect(fromClaimItem(stored<ClaimItem>(toClaimItem(recorded)))).toEqual(recorded)
  })

  it.each([
    [{ procedure: '47.0100' }],
    [{ surgery: 'elective', diagnosis: 'K35.8' }],
    [{ severe: true }],
    [{ procedure: '47.0100', surgery: 'emergency', severe: true, diagnosis: 'K35.8' }],
  ] as const)('for a stay with what was medically done: %j', (told) => {
    const claim = settledClaim({ ...stayRequest, ...told })
    expect(claim.circumstances).toMatchObject(told)
    expect(fromClaimItem(stored<ClaimItem>(toClaimItem({ claim, accountAfter: 0 }))).claim).toEqual(claim)
  })

  it('for circumstances as they were kept before operations were', () => {
    expect(circumstancesOf(['30000012', 'O80'])).toEqual({
      ...{ level: 3, provincial: false, place: 'local', filing: 'none', referred: false, purpose: 'general' },
      ...{ useAccount: true, delivery: 'assisted', diagnosis: 'O80' },
    })
  })

  it('for a claim that named only the one before it, as claims once did', () => {
    const item = { ...toClaimItem({ claim: settledClaim(), accountAfter: 0 }), follows: 'CBEFORE' }
    expect(fromClaimItem(stored<ClaimItem>(item)).follows).toEqual(['CBEFORE'])
  })

  it('for a claim without a stay', () => {
    const {
      admittedOn: _a,
      dischargedOn: _d,
      ...visit
    } = stayRequest as typeof stayRequest & { care: 'inpatient' }
    const claim = settledClaim({ ...visit, care: 'outpatient', serviceOn: '2025-03-09' })
    expect(fromClaimItem(stored<ClaimItem>(toClaimItem({ claim, accountAfter: 5 }))).claim).toEqual(claim)
  })

  it('for a stay that says what was taken before it, of stays of another year that it is one with', () => {
    const claim = settledClaim()
    const days = { from: '2025-01-01', to: '2025-03-09', before: 70_000 }
    const item = toClaimItem({ claim: { ...claim, stay: days }, accountAfter: 0 })
    expect(item.stay).toEqual(['2025-01-01', '2025-03-09', 70_000])
    expect(fromClaimItem(stored<ClaimItem>(item)).claim.stay).toEqual(days)
    const stays = [0, 30_000].map((deductible) => ({
      ...{ claimId: 'C1', institution: 'H1', ...days },
      ...(deductible === 0 ? {} : { deductible }),
    }))
    const recorded = { state: { ...entitledYear, stays }, credited: 0, creditedBills: [], trail: noTrail }
    expect(fromInsuredYearItem(stored<InsuredYearItem>(toInsuredYearItem(recorded)))).toEqual(recorded)
  })

  it('for a reversal', () => {
    const reversal = reversalOf(settledClaim())
    expect(fromReversalItem(stored<ReversalItem>(toReversalItem(reversal)))).toEqual(reversal)
  })

  it('for a correction', () => {
    for (const correction of corrections)
      expect(fromCorrectionItem(stored<CorrectionItem>(toCorrectionItem(correction)))).toEqual(correction)
  })

  it('for an insured-year in which nothing was counted, without an empty map that a stream may not carry', () => {
    const recorded = { state: entitledYear, credited: 10_000, creditedBills: [], trail: noTrail }
    const item = toInsuredYearItem(recorded)
    expect(item).not.toHaveProperty('accumulators')
    expect(fromInsuredYearItem(stored<InsuredYearItem>(item))).toEqual(recorded)
  })

  it('for an insured-year with accumulators, stays and credits', () => {
    const state = evolve(entitledYear, settledClaim())
    const trail = {
      ...trailAfterClaim(noTrail, settledClaim()),
      earlier: ['C5', 'C4'],
      due: { reversal: '2025-02-01' },
      corrected: true,
      reversed: ['C7', 'C8'],
      undoable: 1,
    }
    const recorded = { state, credited: 10_000, creditedBills: ['b1', 'b2'], trail }
    expect(fromInsuredYearItem(stored<InsuredYearItem>(toInsuredYearItem(recorded)))).toEqual(recorded)
  })
})

it('a claim of five lines and a year of twelve credits each fit into the kilobyte that writes are billed in', () => {
  const line = { code: 'A1', quantity: '1', unitPrice: '6000', amount: 600_000 }
  const claim = settledClaim({
    ...stayRequest,
    msgid: 'H340102000012025030915301200001',
    personId: 'P0123456789abcdef0123',
    total: 3_000_000,
    lines: [line, line, line, line, line],
    ...{ diagnosis: 'K35.800', procedure: '47.0100x001', surgery: 'emergency', severe: true },
  })
  const longCodes = {
    ...claim,
    lines: claim.lines.map((each) => ({ ...each, code: 'XN02BEP051A001010302501' })),
  }
  const item = toClaimItem({
    claim: longCodes,
    accountAfter: 123_456,
    follows: Array.from({ length: 4 }, () => claim.claimId),
    visitId: claim.claimId,
  }) as unknown as Item
  expect(itemSize(toAttributes(item))).toBeLessThanOrEqual(1024)
  const creditedBills = Array.from({ length: 12 }, (_, index) => `0123456789abcd${index + 10}`)
  const year = toInsuredYearItem({
    state: evolve({ ...entitledYear, personId: claim.personId }, claim),
    credited: 120_000,
    creditedBills,
    trail: trailAfterClaim(noTrail, claim),
  })
  expect(itemSize(toAttributes(year as unknown as Item))).toBeLessThanOrEqual(1024)
})

describe('figures by position', () => {
  it('stand in an order that may only grow at the end, since stored claims are read by it', () => {
    expect(amountNames.slice(0, 20)).toEqual([
      ...['total', 'fullySelfPaid', 'overLimit', 'firstSelfPaid', 'inScope'],
      ...['entrySelfPaid', 'aboveEntryCap', 'deductible', 'coinsurance', 'aboveCeiling'],
      ...['basic', 'seriousIllness', 'largeSum', 'medicalAid', 'tiltedAid', 'civilServant'],
      ...['fund', 'patient', 'account', 'cash'],
    ])
    expect(accumulatorNames.slice(0, 17)).toEqual([
      'stays',
      ...['inpatientInScope', 'inpatientDeductible', 'inpatientPaid'],
      ...['outpatientInScope', 'outpatientDeductible', 'outpatientPaid'],
      ...['seriousIllnessBase', 'seriousIllnessPaid', 'largeSumBase', 'largeSumPaid'],
      ...['medicalAidBase', 'medicalAidPaid', 'tiltedAidBase', 'tiltedAidPaid'],
      ...['civilServantBase', 'civilServantPaid'],
    ])
  })

  it('of a name added later stand at zero in what was stored before', () => {
    const before = toPositions(['a', 'b'] as const, { a: 1, b: 2 })
    expect(fromPositions(['a', 'b', 'c'] as const, before)).toEqual({ a: 1, b: 2, c: 0 })
  })
})
