import type { Phrase } from '#shared/kernel/language.ts'
import type { EndReason } from '../../person/rules/insured.ts'

/** Why a coverage ended, as it is said. */
export const endReasons: Readonly<Record<EndReason, Phrase>> = {
  death: { zh: '死亡', en: 'death' },
  duplicate: { zh: '重复参保', en: 'registered twice' },
  emigration: { zh: '出国（境）定居', en: 'emigration' },
  'military-service': { zh: '服兵役', en: 'military service' },
  imprisonment: { zh: '收监服刑', en: 'imprisonment' },
  'left-province': { zh: '转往省外', en: 'left the province' },
  other: { zh: '其他原因', en: 'another reason' },
}
