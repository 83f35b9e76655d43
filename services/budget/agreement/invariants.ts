import { isOfOffice } from '#shared/kernel/authority.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import { differences, figure, tally, text } from '../ledger/rules/recorded.ts'
import type { Agreement, Hand, Made } from './rules/agreement.ts'
import type { AgreementProposal } from './rules/proposal.ts'
import { aboveLimits } from './rules/sign-agreement.ts'

const versionsId = 'budget.agreement-versions-kept'

const seen = (version: number): string => `version ${version}`

/** Every version of an agreement but the one in force is kept, once. */
export const agreementVersionsKept: Invariant = {
  id: versionsId,
  number: 7,
  rule: 'Every version of a service agreement before the one in force is kept.',
  start: () => {
    const expected = tally()
    const kept = tally()
    const place = (item: RecordedItem) =>
      `${text(item, 'city')} ${text(item, 'year')} ${text(item, 'institution')}`
    return {
      see: (item) => {
        if (item.kind === 'agreement') {
          const version = figure(item, 'version')
          expected.add(place(item), { 'in force': 1 })
          kept.add(place(item), { 'in force': 1 })
          for (let each = 1; each < version; each += 1) expected.add(place(item), { [seen(each)]: 1 })
        }
        if (item.kind === 'agreement-version') kept.add(place(item), { [seen(figure(item, 'version'))]: 1 })
      },
      finish: () => differences(versionsId, 'versions of an agreement', expected, kept),
    }
  },
}

const bothId = 'budget.agreements-are-signed-by-both'

const isOffice = (hand: Hand | undefined): boolean =>
  hand !== undefined && (hand.scope === 'city' || hand.scope === 'province') && hand.institution === undefined

/** What is wrong with the hands under a version of an institution's agreement. */
const wrongHands = (
  { step, office, institution: own }: Made,
  { institution, city }: { readonly institution: string; readonly city: string },
): string | undefined => {
  const isOwn = own?.scope === 'institution' && own.institution === institution
  if (own && !isOwn) return 'another hand stands for the institution'
  if (office && !(isOffice(office) && isOfOffice(office, city))) return 'another hand stands for the office'
  if (step === 'suspended') return office && !own ? undefined : 'suspended by another than the office'
  if (step === 'withdrawn' && office && !own) return undefined
  if (!office || !own) return 'holds by one hand'
  return isSamePerson(office.by, own.by) ? 'one person signed for both' : undefined
}

/** Whether the office alone ended or stopped an agreement from a day on that was past by then. */
const isBackdatedAlone = (item: RecordedItem, { step, institution }: Made): boolean => {
  if (institution !== undefined || (step !== 'suspended' && step !== 'withdrawn')) return false
  const { changed, suspensions, withdrawn } = item as RecordedItem & Partial<Agreement>
  const from = step === 'withdrawn' ? withdrawn?.from : suspensions?.at(-1)?.from
  return changed !== undefined && from !== undefined && from < changed.on
}

/**
 * Judged from every version and the proposals beside them. Versions of earlier releases do not say by whom they were
 * made; none of them follows one that does, or an agreement that was proposed.
 */
export const agreementsAreSignedByBoth: Invariant = {
  id: bothId,
  number: 10,
  rule: "Every version of an agreement was signed by an office's person and a person of that very institution; the office alone may suspend it or withdraw, from that day on.",
  start: () => {
    const proposed = new Set<string>()
    const firstMade = new Map<string, number>()
    const unsaid: { readonly place: string; readonly version: number }[] = []
    const violations: Violation[] = []
    let checked = 0
    const place = (item: RecordedItem) =>
      `${text(item, 'city')} ${text(item, 'year')} ${text(item, 'institution')}`
    const tell = (where: string, what: string) => violations.push({ invariant: bothId, where, what })
    return {
      see: (item) => {
        if (item.kind === 'agreement-proposal') {
          const { proposed: first, ended } = item as RecordedItem & Partial<AgreementProposal>
          if (!isInOrder(first, ended)) tell(place(item), 'it was signed before it was proposed')
        }
        if (item.kind === 'agreement-proposal' && (item.wanted as { change?: string })?.change === 'sign')
          proposed.add(place(item))
        if (item.kind !== 'agreement' && item.kind !== 'agreement-version') return
        checked += 1
        const made = item.made as Made | undefined
        const version = figure(item, 'version')
        if (!made) unsaid.push({ place: place(item), version })
        else {
          firstMade.set(place(item), Math.min(version, firstMade.get(place(item)) ?? version))
          const wrong = wrongHands(made, {
            ...{ institution: text(item, 'institution'), city: text(item, 'city') },
          })
          if (wrong) tell(`${place(item)} ${seen(version)}`, wrong)
          if (isBackdatedAlone(item, made))
            tell(`${place(item)} ${seen(version)}`, 'the office alone ended it on a day that was past')
        }
      },
      finish: () => {
        for (const { place: where, version } of unsaid)
          if (proposed.has(where) || version > (firstMade.get(where) ?? version))
            tell(`${where} ${seen(version)}`, 'nobody signed it')
        return { checked, violations }
      },
    }
  },
}

const limitsId = 'budget.agreements-stay-within-limits'

/**
 * Every version says by which limits of policy data it was judged. Versions of earlier releases do not; none of them
 * follows one that does.
 */
export const agreementsStayWithinLimits: Invariant = {
  id: limitsId,
  number: 7,
  rule: 'Every version of an agreement shares, holds back, advances and pays no more than the limits that it names.',
  start: () => {
    const firstJudged = new Map<string, number>()
    const unsaid: { readonly place: string; readonly version: number }[] = []
    const violations: Violation[] = []
    let checked = 0
    const place = (item: RecordedItem) =>
      `${text(item, 'city')} ${text(item, 'year')} ${text(item, 'institution')}`
    const tell = (where: string, version: number, what: string) =>
      violations.push({ invariant: limitsId, where: `${where} ${seen(version)}`, what })
    return {
      see: (item) => {
        if (item.kind !== 'agreement' && item.kind !== 'agreement-version') return
        checked += 1
        const agreed = item as unknown as Agreement
        const { within, version } = agreed
        if (!within) return void unsaid.push({ place: place(item), version })
        firstJudged.set(place(item), Math.min(version, firstJudged.get(place(item)) ?? version))
        const refused = aboveLimits(agreed, within)
        if (refused?.status === 'refused') tell(place(item), version, refused.refusal.reason)
      },
      finish: () => {
        for (const { place: where, version } of unsaid)
          if (version > (firstJudged.get(where) ?? version))
            tell(where, version, 'does not say by which limits it was judged')
        return { checked, violations }
      },
    }
  },
}
