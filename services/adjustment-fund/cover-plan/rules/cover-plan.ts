import type { Phrase } from '#shared/kernel/language.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'

/** In which order a gap is covered (社会保险基金财务制度 第三十八条). */
export const coverSteps = [
  'own-balance',
  'adjustment-fund',
  'investments',
  'same-level-subsidy',
  'rates-or-benefits',
] as const
export type CoverStep = (typeof coverSteps)[number]

export const stepWords: Readonly<Record<CoverStep, Phrase>> = {
  'own-balance': { zh: '历年滚存结余', en: 'the accumulated balance' },
  'adjustment-fund': { zh: '申请上级调剂金', en: 'the adjustment fund of the level above' },
  investments: { zh: '变现投资', en: 'selling investments' },
  'same-level-subsidy': { zh: '同级财政补贴', en: 'a subsidy of the same level of government' },
  'rates-or-benefits': { zh: '经批准调整缴费或待遇', en: 'other rates or benefits, as approved' },
}

/** What a step yields, and what is left of the gap after it. */
export type Covered = { readonly step: CoverStep; readonly yields: Fen; readonly left: Fen }

/** What each step can give; a step that is left out gives nothing. */
export type Yields = { readonly [Step in CoverStep]?: Fen }

/** Covers a gap step by step: each gives what it can, and never more than is left. */
export const coverGap = (gap: Fen, yields: Yields): Covered[] => {
  let left = gap
  return coverSteps.map((step) => {
    const given = Math.min(left, Math.max(0, yields[step] ?? 0))
    left = fen(left - given)
    return { step, yields: given, left }
  })
}
