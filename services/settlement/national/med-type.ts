import type { Care, Purpose } from '../insured-year/rules/care.ts'

type MedType = { readonly care: Care; readonly purpose: Purpose; readonly name: string }

/** The national kinds of care that are settled here, and what plans know them as. */
const medTypes: Readonly<Record<string, MedType>> = {
  '11': { care: 'outpatient', purpose: 'general', name: '普通门诊' },
  '13': { care: 'outpatient', purpose: 'emergency', name: '急诊' },
  '14': { care: 'outpatient', purpose: 'chronic', name: '门诊慢特病' },
  '41': { care: 'outpatient', purpose: 'pharmacy', name: '定点药店购药' },
  '21': { care: 'inpatient', purpose: 'general', name: '普通住院' },
  '24': { care: 'inpatient', purpose: 'emergency', name: '急诊转住院' },
  '52': { care: 'inpatient', purpose: 'delivery', name: '生育住院' },
}

/** The kinds of care that are settled here, by their national codes. */
export const medTypeNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(medTypes).map(([code, { name }]) => [code, name]),
)

/** A kind of care as plans know it, when it belongs to the care a transaction is for. */
export const medTypeFor = (care: Care, code: string): MedType | undefined => {
  const known = Object.hasOwn(medTypes, code) ? medTypes[code] : undefined
  return known?.care === care ? known : undefined
}

/** The national kind of a claim's care. */
export const medTypeOf = (care: Care, purpose: Purpose = 'general'): string => {
  // The two diseases come as a disease that is registered, and are answered as they came.
  const sentAs = purpose === 'two-diseases' ? 'chronic' : purpose
  return Object.entries(medTypes).find(([, each]) => each.care === care && each.purpose === sentAs)?.[0] ?? ''
}

/** The usual kind of each care, for a registration that does not say. */
export const usualMedType: Readonly<Record<Care, string>> = { outpatient: '11', inpatient: '21' }
