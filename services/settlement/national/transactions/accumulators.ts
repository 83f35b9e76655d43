import * as z from 'zod'
import { firstDayOfYear, yearOf } from '#shared/calendar/day.ts'
import { accept } from '#shared/kernel/decision.ts'
import { nationalSchemeCode, schemes } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { accumulatorNames } from '../../insured-year/rules/insured-year.ts'
import { findPerson } from '../benefit.ts'
import { fields } from '../fields.ts'
import { unreadable } from '../reading.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

/** Accumulators that count occasions; all others are amounts. */
const counts: ReadonlySet<string> = new Set(['stays'])

const cumulated = (name: string, figure: number): string =>
  counts.has(name) ? String(figure) : formatYuan(figure)

const toCuminfo = ({ year, accumulators }: InsuredYear): Record<string, string>[] =>
  schemes.flatMap((scheme) =>
    accumulatorNames.flatMap((name) => {
      const figure = accumulators[scheme]?.[name]
      if (figure === undefined) return []
      const cum = cumulated(name, figure)
      return [{ insutype: nationalSchemeCode[scheme], year: String(year), cum_type_code: name, cum }]
    }),
  )

/** What was counted of a person over a fund year. */
export const accumulatorTransaction: Transaction = defineTransaction({
  infno: '5206',
  name: '人员累计信息查询',
  does: 'Says what was counted of a person over a fund year.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input: z.looseObject({ psn_no: fields.psn_no, cum_ym: fields.cum_ym.optional() }),
  answers: '`cuminfo`: one row for each scheme and accumulator that is not zero',
  perform: async ({ input: { psn_no, cum_ym }, today, effects }) => {
    const year = cum_ym === undefined ? yearOf(today) : Number(cum_ym.slice(0, 4))
    if (!Number.isInteger(year)) return unreadable('claim.bad-date', 'cum_ym', cum_ym)
    const found = await findPerson(psn_no, firstDayOfYear(year), effects)
    return found.status === 'refused' ? found : accept({ cuminfo: toCuminfo(found.value.state) })
  },
})
