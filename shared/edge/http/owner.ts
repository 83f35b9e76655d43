import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Caller, Parties } from '#shared/kernel/authority.ts'
import { isInstitution, reaches } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'

/**
 * Whose data an operation sees or moves; the door enforces it, and an operation that does not say it does not start.
 * - `anyone`: reference data of the whole province, for every caller with a scope of the operation.
 * - `province`: data of the whole province, for callers of the province's own division.
 * - `caller`: what the caller may see of a list, or do of many things; the operation narrows it by `request.reaches`, or
 *   says how else it does.
 * - `named`: data of the parties that the request itself names.
 * - `recorded`: data of the parties that stand in a record, which the operation is then given. A record that is another's
 *   and one that is not there are answered alike, so that asking tells nothing.
 */
export type Owner<Asked, Found> =
  | { readonly whose: 'anyone' }
  | { readonly whose: 'province' }
  | {
      readonly whose: 'caller'
      /** How the operation keeps to what is the caller's, where not by `request.reaches`. */
      readonly narrowedBy?: string
    }
  | { readonly whose: 'named'; readonly parties: (asked: Asked) => Parties }
  | {
      readonly whose: 'recorded'
      /** Whose record it is, in words: `the city of the bill`. */
      readonly as: string
      /** Every institution reaches it too, since a patient may come to any; such an operation traces whom it shows. */
      readonly everyInstitution?: true
      /** What is said of a record that is not there, and of one that is another's: made of the request alone. */
      readonly unknown: (asked: Asked) => Refusal
      /** The institution that the request itself names: who speaks for another one is told so, whatever is recorded. */
      readonly names?: (asked: Asked) => string | undefined
      /** What may keep a caller from asking at all, whatever is recorded. */
      readonly before?: (asked: Asked) => Promise<Refusal | undefined>
      /** The record and its parties; undefined where there is none. */
      readonly find: (asked: Asked) => Promise<OwnedRecord<Found> | undefined>
    }

/** A record, and whose it is. */
export type OwnedRecord<Found> = { readonly parties: Parties; readonly found: Found }

/** Why a caller is kept from the data of others; undefined when it is theirs. */
export const keptFrom = (caller: Caller, parties: Parties): Refusal | undefined => {
  if (reaches(caller, parties)) return undefined
  if (isInstitution(caller))
    return doorRefusals.refusal('caller.other-institution', {
      figures: { institution: caller.institution ?? '' },
    })
  return doorRefusals.refusal('caller.other-division', { figures: { division: caller.division } })
}

/** Why a caller may not speak for an institution that their request names; undefined for offices, and for its own. */
export const keptFromNamed = (caller: Caller, institution: string | undefined): Refusal | undefined =>
  institution !== undefined && isInstitution(caller)
    ? keptFrom(caller, { cities: [], institution })
    : undefined

/** Why a caller is kept from what concerns the whole province; undefined for its own division. */
export const keptFromProvince = (caller: Caller): Refusal | undefined =>
  caller.division === provinceCode && !isInstitution(caller)
    ? undefined
    : doorRefusals.refusal('caller.not-province')
