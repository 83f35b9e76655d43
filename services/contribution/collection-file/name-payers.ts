import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { NamesAsked } from '#shared/contracts/names-asked.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import { certificateName } from '#shared/kernel/certificate-type.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Beside } from '../bill/beside.ts'
import type { Effects } from '../effects.ts'
import { readEmployers } from '../employer/store.ts'
import type { Named, Names } from '../names.ts'
import { refuse } from '../refusals.ts'

/** Who is to pay a bill: an employer, or the person it is for. */
export type BillPayer = {
  readonly billId: string
  readonly employerId?: string | undefined
  readonly personId?: string | undefined
}

export const payerColumns = ['单位名称', '统一社会信用代码', '缴费人姓名', '证件类型代码', '证件号码']

/** The tax client's codes of certificates; one that has none here is written by its name. */
const certificateCodes = (policy: Policy, of: { readonly on: Day; readonly city: string }) =>
  tableAt(policy, 'contribution.exchange.certificate_types', of, z.record(z.string(), z.string()))

/** The cells of a payer: an employer by name and credit code, a person by name and certificate. */
export const payerCells = (
  {
    employer,
    person,
  }: {
    readonly employer?: { readonly name: string; readonly uscc?: string | undefined } | undefined
    readonly person?: Named | undefined
  },
  codes: Readonly<Record<string, string>>,
): Cell[] => {
  if (!person) return [employer?.name ?? '', employer?.uscc ?? '', '', '', '']
  const { type, number } = person.certificate
  return ['', '', person.name, codes[type] ?? certificateName[type as CertificateType], number]
}

/** Says beside bills who is to pay them. Whoever pays for their employees is named, and their employees are not. */
export const namePayers = async (
  payers: readonly BillPayer[],
  { city, on, asker }: { readonly city: string; readonly on: Day; readonly asker: NamesAsked['asker'] },
  { store, policy, names }: Pick<Effects, 'store' | 'policy'> & { readonly names: Names },
): Promise<Decision<Beside>> => {
  const ofPersons = payers.flatMap(({ employerId, personId }) => (employerId ? [] : (personId ?? [])))
  const ofEmployers = [...new Set(payers.flatMap(({ employerId }) => employerId ?? []))]
  const [persons, found] = await Promise.all([
    ofPersons.length === 0 ? new Map<string, Named>() : names(ofPersons, asker),
    readEmployers(store, ofEmployers),
  ])
  if (!persons) return refuse('collection.register-unavailable')
  const employers = new Map(found.map((each, index) => [ofEmployers[index] ?? '', each]))
  const codes = certificateCodes(policy(), { on, city })
  const cells = new Map(
    payers.map(({ billId, employerId, personId }) => [
      billId,
      payerCells(
        employerId ? { employer: employers.get(employerId) } : { person: persons.get(personId ?? '') },
        codes,
      ),
    ]),
  )
  return accept({ columns: payerColumns, of: (billId) => cells.get(billId) ?? payerCells({}, codes) })
}
