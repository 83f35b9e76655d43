import { cities } from '#shared/kernel/divisions.ts'
import type { ProvenanceTag } from '#shared/policy/format.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import type { Phrase } from './language.ts'
import { alike } from './language.ts'

const read: Phrase = { zh: '', en: '' }

/** What a reader must know of a figure that no document gives which was read. */
const reservations: Readonly<Record<ProvenanceTag, Phrase>> = {
  seed: read,
  read,
  derived: read,
  'second-hand': {
    zh: '（二手资料，未见原文及文号）',
    en: ' (second-hand; the document and its number were not seen)',
  },
  local: { zh: '（本地设定）', en: ' (a local setting; no law gives it)' },
  product: { zh: '（本系统限值）', en: ' (a limit of this product; no law gives it)' },
  assumed: { zh: '（数值为暂定，未见文件规定）', en: ' (the figure is assumed; no document gives it)' },
}

/** A figure of another city says so: what it is for its own city it is not for this one. */
const reservationOf = (provenance: BenefitPlan['provenance'][LayerKey]): Phrase => {
  const { tag, borrowedFrom } = provenance ?? { tag: 'read' }
  const lender = cities.find(({ code }) => code === borrowedFrom)
  if (!lender) return reservations[tag]
  return {
    zh: `（本市参数未见文件，暂按${lender.chinese}）`,
    en: ` (this city's own figures were not seen; those of ${lender.name} stand for them)`,
  }
}

/** Names the article of a layer's figures, with how sure they are; a row's own article stands for itself. */
export const citationsOf = (plan: BenefitPlan, key: LayerKey): ((ofRow?: string) => Phrase) => {
  const reservation = reservationOf(plan.provenance[key])
  return (ofRow) => {
    if (ofRow !== undefined) return alike(ofRow)
    const article = plan.cites[key] ?? ''
    return { zh: `${article}${reservation.zh}`, en: `${article}${reservation.en}` }
  }
}
