import { daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Case } from '../../payment-method/rules/case.ts'

/** Which admission counts as a readmission: so many days at most after a discharge with the same beginning of the diagnosis. */
export type Readmission = { readonly withinDays: number; readonly sameDiseaseCharacters: number }

/** What an institution's cases of a year come to; reversed cases are in none of the figures. */
export type CaseFigures = {
  readonly visits: number
  readonly stays: number
  readonly persons: number
  readonly admittedPersons: number
  readonly stayCost: Fen
  readonly cost: Fen
  readonly patientPaid: Fen
  readonly readmissions: number
  readonly referred: number
  readonly surgeries: number
  readonly electiveSurgeries: number
  readonly severe: number
}

type Stay = { readonly claimId: string; readonly from: string; readonly to: string; readonly disease: string }

/** How many of a person's stays began soon after another of the same disease ended. */
const readmissionsAmong = (stays: readonly Stay[], { withinDays }: Readmission): number => {
  const inOrder = [...stays].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1,
  )
  return inOrder.filter((stay, index) =>
    inOrder.slice(0, index).some(({ to, disease }) => {
      const days = daysBetween(to, stay.from)
      return disease === stay.disease && days >= 0 && days <= withinDays
    }),
  ).length
}

/**
 * Adds up cases one by one, in any order, so that a hospital's year is never in memory as a whole. Of a case only the
 * person is kept, of a stay also its days and disease. A case taken back is taken out of every figure.
 */
export const tallyCases = (readmission: Readmission) => {
  const net = {
    visits: 0,
    stays: 0,
    stayCost: 0,
    cost: 0,
    patientPaid: 0,
    referred: 0,
    surgeries: 0,
    electiveSurgeries: 0,
    severe: 0,
  }
  const cases = new Map<string, number>()
  const stays = new Map<string, Stay[]>()
  const admitted = new Map<string, number>()
  const reversed = new Set<string>()

  const addStay = ({ claimId, sign, cost, on, medical }: Case) => {
    net.stays += sign
    net.stayCost = fen(net.stayCost + sign * cost)
    if (medical?.referred) net.referred += sign
    if (medical?.severe) net.severe += sign
    if (medical?.surgery) net.surgeries += sign
    if (medical?.surgery === 'elective') net.electiveSurgeries += sign
    if (!medical) return
    const { personId, admittedOn = on, dischargedOn = on, diagnosis = '' } = medical
    admitted.set(personId, (admitted.get(personId) ?? 0) + sign)
    if (sign < 0) reversed.add(claimId)
    else {
      const disease = diagnosis.slice(0, readmission.sameDiseaseCharacters)
      const stay = { claimId, from: admittedOn, to: dischargedOn, disease }
      stays.set(personId, [...(stays.get(personId) ?? []), stay])
    }
  }

  return {
    add: (each: Case): void => {
      const { care, sign, cost, patientPaid, medical } = each
      net.cost = fen(net.cost + sign * cost)
      net.patientPaid = fen(net.patientPaid + sign * patientPaid)
      if (medical) cases.set(medical.personId, (cases.get(medical.personId) ?? 0) + sign)
      if (care === 'inpatient') addStay(each)
      else net.visits += sign
    },
    figures: (): CaseFigures => {
      const present = (counts: ReadonlyMap<string, number>) =>
        [...counts.values()].filter((count) => count > 0).length
      const readmissions = [...stays.values()]
        .map((of) => of.filter(({ claimId, disease }) => disease !== '' && !reversed.has(claimId)))
        .reduce((total, of) => total + readmissionsAmong(of, readmission), 0)
      return { ...net, persons: present(cases), admittedPersons: present(admitted), readmissions }
    },
  }
}
