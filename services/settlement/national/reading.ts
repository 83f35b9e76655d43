import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { nationalSchemeCode, schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { RefusalCode } from '../refusals.ts'
import { refusal } from '../refusals.ts'
import type { VisitFacts } from '../visit/rules/visit-events.ts'
import { readFigure } from './figures.ts'

/** A refusal that names a national field. */
export const unreadable = (
  code: RefusalCode,
  field: string,
  said: string | undefined,
  line?: number,
): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, {
    field: `input.${field}`,
    figures: { said: said ?? '', ...(line === undefined ? {} : { line }) },
  }),
})

/** National times are China's: the day is the one written. */
export const dayOf = (time: string | undefined): Day | undefined => {
  const day = time?.slice(0, 10)
  return day !== undefined && isDay(day) ? day : undefined
}

/** The day of a time that has to be there. */
export const readDay = (time: string | undefined, field: string): Decision<Day> => {
  const day = dayOf(time)
  return day === undefined ? unreadable('claim.bad-date', field, time) : accept(day)
}

/** An amount in yuan, in fen. */
export const readYuan = (text: string, field: string): Decision<Fen> => {
  const read = readFigure(text)
  if ('amount' in read) return accept(read.amount)
  const figures = { said: text, faultZh: read.fault }
  return { status: 'refused', refusal: refusal('claim.bad-amount', { field: `input.${field}`, figures }) }
}

/** The scheme of a national code. */
export const schemeOf = (insutype: string | undefined): Scheme | undefined =>
  schemes.find((scheme) => nationalSchemeCode[scheme] === insutype)

type CircumstanceFields = {
  readonly insutype?: string | undefined
  readonly dise_codg?: string | undefined
  readonly dscg_maindiag_code?: string | undefined
  readonly oprn_oprt_code?: string | undefined
  readonly oprn_type?: '1' | '2' | undefined
  readonly crit_flag?: '0' | '1' | undefined
  readonly refl_old_mdtrt_id?: string | undefined
  readonly rloc_filg_stas?: '0' | '1' | '2' | undefined
  readonly matn_type?: '1' | '2' | '3' | undefined
  readonly diseinfo?: readonly DiagnosisFields[] | undefined
}

type DiagnosisFields = {
  readonly diag_code: string
  readonly maindiag_flag: '0' | '1'
  readonly vali_flag?: unknown
  readonly diag_srt_no?: unknown
}

/**
 * The main diagnosis. Messages of stays mark it. Those of outpatient visits have no mark, and it is the first by its
 * place; one that is said to hold no longer is none.
 */
const mainDiagnosis = (rows: readonly DiagnosisFields[], code: string | undefined): string | undefined => {
  const valid = rows.filter(({ vali_flag }) => vali_flag !== '0')
  const marked = valid.find(({ maindiag_flag }) => maindiag_flag === '1')
  const place = ({ diag_srt_no }: DiagnosisFields): number => Number(diag_srt_no ?? Number.MAX_SAFE_INTEGER)
  const [first] = valid.toSorted((one, other) => place(one) - place(other) || 0)
  return marked?.diag_code ?? code ?? first?.diag_code
}

const deliveries = { '1': 'natural', '2': 'assisted', '3': 'caesarean' } as const
const surgeries = { '1': 'elective', '2': 'emergency' } as const
const filings = { '0': 'unfiled', '1': 'filed', '2': 'emergency' } as const

/** What a message tells of the circumstances of care; what it does not tell is absent. */
export const circumstancesIn = (
  input: CircumstanceFields,
): Partial<Omit<VisitFacts, 'medType' | 'purpose' | 'beganOn'>> => {
  const { insutype, dise_codg: disease, rloc_filg_stas: filing, matn_type, diseinfo = [] } = input
  const { oprn_oprt_code: procedure, oprn_type, crit_flag } = input
  const scheme = schemeOf(insutype)
  const diagnosis = mainDiagnosis(diseinfo, input.dscg_maindiag_code)
  return {
    ...(scheme ? { scheme } : {}),
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(disease === undefined ? {} : { disease }),
    ...(matn_type === undefined ? {} : { delivery: deliveries[matn_type] }),
    ...(procedure === undefined ? {} : { procedure }),
    ...(oprn_type === undefined ? {} : { surgery: surgeries[oprn_type] }),
    ...(crit_flag === undefined ? {} : { severe: crit_flag === '1' }),
    ...(filing === undefined ? {} : { filing: filings[filing] }),
    ...(input.refl_old_mdtrt_id === undefined ? {} : { referred: true }),
  }
}
