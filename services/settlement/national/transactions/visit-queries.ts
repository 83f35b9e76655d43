import * as z from 'zod'
import { addDays } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'
import { fields } from '../fields.ts'
import { readDay, unreadable } from '../reading.ts'
import type { NationalMessage, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import type { KnownVisit } from '../visits-of-person.ts'
import { findVisit, noSuchVisit, visitsBetween } from '../visits-of-person.ts'

/** What begins within more days than a year is not listed at once. */
const mostDays = 366

const visitsInput = z.looseObject({
  psn_no: fields.psn_no,
  begntime: fields.begntime.optional(),
  endtime: fields.endtime.optional(),
  med_type: fields.med_type.optional(),
  mdtrt_id: fields.mdtrt_id.optional(),
})
type VisitsAsked = NationalMessage<z.output<typeof visitsInput>>

const toMdtrtinfo = (psn_no: string, visit: KnownVisit): Record<string, string> => ({
  mdtrt_id: visit.visitId,
  psn_no,
  insutype: visit.insutype,
  med_type: visit.medType,
  begntime: visit.from,
  endtime: visit.to ?? '',
  // In hospital, or gone; an outpatient visit is neither.
  inhosp_stas: visit.care === 'outpatient' ? '' : visit.to === undefined ? '1' : '0',
  dise_codg: visit.disease ?? '',
  dscg_maindiag_code: visit.diagnosis ?? '',
})

const visitsOf = async ({
  input,
  institution,
  today,
  effects,
}: VisitsAsked): Promise<Decision<KnownVisit[]>> => {
  const of = { institution, personId: input.psn_no }
  if (input.mdtrt_id !== undefined) {
    const visit = await findVisit(of, input.mdtrt_id, effects)
    return visit ? accept([visit]) : noSuchVisit()
  }
  if (input.begntime === undefined) return unreadable('call.bad-field', 'begntime', undefined)
  const [from, to] = [readDay(input.begntime, 'begntime'), readDay(input.endtime ?? today, 'endtime')]
  if (from.status === 'refused') return from
  if (to.status === 'refused') return to
  if (to.value < from.value || to.value > addDays(from.value, mostDays))
    return refuse('visit.bad-period', { field: 'input.endtime', figures: { most: mostDays } })
  const found = await visitsBetween(of, { from: from.value, to: to.value }, effects)
  return accept(found.filter(({ medType }) => (input.med_type ?? medType) === medType))
}

const visits = defineTransaction({
  infno: '5201',
  name: '就诊信息查询',
  does: 'Lists the visits of a person at the asking institution that were registered for days of a period, or one by its `mdtrt_id`, which needs no days: those registered here, settled or not, and those that the institution numbers and had settled. Cancelled ones and those of other institutions are not told.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input: visitsInput,
  answers: '`mdtrtinfo`: one row for each visit, the earliest first; `inhosp_stas` 1: still in hospital',
  perform: async (message) => {
    const found = await visitsOf(message)
    if (found.status === 'refused') return found
    return accept({ mdtrtinfo: found.value.map((visit) => toMdtrtinfo(message.input.psn_no, visit)) })
  },
})

const diagnosis = defineTransaction({
  infno: '5202',
  name: '诊断信息查询',
  does: 'Says the diagnosis of a visit of the asking institution. Only the main one is kept here.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input: z.looseObject({ mdtrt_id: fields.mdtrt_id, psn_no: fields.psn_no }),
  answers: '`diseinfo`: the main diagnosis; none while nobody said it',
  perform: async ({ input: { mdtrt_id, psn_no }, institution, effects }) => {
    const visit = await findVisit({ institution, personId: psn_no }, mdtrt_id, effects)
    if (!visit) return noSuchVisit()
    const { diagnosis: diag_code } = visit
    const row = { mdtrt_id: visit.visitId, psn_no, maindiag_flag: '1', diag_srt_no: '1' }
    return accept({ diseinfo: diag_code === undefined ? [] : [{ ...row, diag_code }] })
  },
})

const inHospital = defineTransaction({
  infno: '5303',
  name: '在院信息查询',
  does: 'Lists the stays of a person at the asking institution that began in a period, at most a year, and are not over; without `begntime` those of the last year. Whether somebody is in another hospital is not told.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input: z.looseObject({
    psn_no: fields.psn_no,
    begntime: fields.begntime.optional(),
    endtime: fields.endtime.optional(),
  }),
  answers: '`data`: one row for each stay, the earliest first, as 5201 has them',
  perform: async (message) => {
    const { psn_no, begntime = addDays(message.today, -mostDays), endtime } = message.input
    const found = await visitsOf({ ...message, input: { psn_no, begntime, endtime } })
    if (found.status === 'refused') return found
    const stays = found.value.filter(({ care, to }) => care === 'inpatient' && to === undefined)
    return accept({ data: stays.map((visit) => toMdtrtinfo(psn_no, visit)) })
  },
})

/** What counters ask of visits. */
export const visitQueries: readonly Transaction[] = [visits, diagnosis, inHospital]
