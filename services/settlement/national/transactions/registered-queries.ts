import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { findInstitutionOn } from '../../claim/sender.ts'
import type { Registrations } from '../../insured-year/rules/registrations.ts'
import { noRegistrations } from '../../insured-year/rules/registrations.ts'
import { findPerson } from '../benefit.ts'
import type { NationalEffects } from '../effects.ts'
import { fields } from '../fields.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const personInput = z.looseObject({ psn_no: fields.psn_no })
type OfPerson = NationalMessage<z.output<typeof personInput>>

/** What is registered of the person that a message names, where anything is known of them. */
const registeredOf = async ({ input, today, effects }: OfPerson): Promise<Decision<Registrations>> => {
  const known = await findPerson(input.psn_no, today, effects)
  const registered = await effects.registrations.find(input.psn_no)
  return known.status === 'refused' && !registered ? known : accept(registered ?? noRegistrations)
}

/** A query of what is registered of a person, answered from it. */
const queryOf = (
  about: Pick<Transaction, 'infno' | 'name' | 'does' | 'answers'>,
  rowsOf: (registered: Registrations, message: OfPerson) => Promise<Output> | Output,
): Transaction =>
  defineTransaction({
    ...about,
    sentBy: 'institution',
    shows: true,
    looksUp: true,
    input: personInput,
    perform: async (message) => {
      const registered = await registeredOf(message)
      return registered.status === 'refused' ? registered : accept(await rowsOf(registered.value, message))
    },
  })

const chronic = queryOf(
  {
    infno: '5301',
    name: '人员慢特病备案查询',
    does: 'Lists the chronic and special diseases that are registered of a person.',
    answers: '`feedetail`: one row for each registration; `enddate` is empty while it is open',
  },
  ({ diseases }) => ({
    feedetail: diseases.map(({ code, from, to }) => ({
      ...{ opsp_dise_code: code, opsp_dise_name: '', begndate: from, enddate: to ?? '' },
    })),
  }),
)

const nameOf = async (code: string, today: Day, effects: NationalEffects): Promise<string> =>
  (await findInstitutionOn(code, today, effects))?.name ?? ''

const contracts = queryOf(
  {
    infno: '5302',
    name: '人员定点信息查询',
    does: 'Lists the contracts of a person (签约) with the asking institution. With whom else they contracted is not told.',
    answers: '`psnfixmedin`: one row for each contract; `enddate` is empty while it is open',
  },
  async ({ contracts: all = [] }, { input, institution, today, effects }) => {
    const own = all.filter((each) => each.institution === institution)
    const fixmedins_name = own.length === 0 ? '' : await nameOf(institution, today, effects)
    return {
      psnfixmedin: own.map(({ from, to }, index) => ({
        ...{
          psn_no: input.psn_no,
          fix_srt_no: String(index + 1),
          fixmedins_code: institution,
          fixmedins_name,
        },
        ...{ begndate: from, enddate: to ?? '' },
      })),
    }
  },
)

const referrals = queryOf(
  {
    infno: '5304',
    name: '转院信息查询',
    does: 'Lists the referrals of a person to places elsewhere that an officer approved and nobody took back: any hospital that treats them may ask, for its claim is judged by them.',
    answers:
      '`refmedin`: one row for each referral, to an institution (`reflin_medins_no`) or to all of a place (`mdtrtarea_admdvs`); `enddate` is empty while it is open',
  },
  async ({ filings = [] }, { input, today, effects }) => {
    const standing = filings.filter(({ kind, withdrawn }) => kind === 'referral' && !withdrawn)
    const rows = standing.map(async ({ where, from, to }) => {
      const isPlace = /^\d/.test(where)
      return {
        psn_no: input.psn_no,
        mdtrtarea_admdvs: isPlace ? where : '',
        reflin_medins_no: isPlace ? '' : where,
        reflin_medins_name: isPlace ? '' : await nameOf(where, today, effects),
        ...{ begndate: from, enddate: to ?? '' },
      }
    })
    return { refmedin: await Promise.all(rows) }
  },
)

/** What counters ask of what is registered of a person. */
export const registeredQueries: readonly Transaction[] = [chronic, contracts, referrals]
