import { randomUUID } from 'node:crypto'
import type { Operation } from '#shared/edge/http/operation.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'
import type { NationalEffects } from './effects.ts'

type Asked = { readonly caller: Caller; readonly today: string }

/** The refusal of an institution that asked for too many persons within the minute; each try counts. */
const refuseTooMany = async (
  { caller, today }: Asked,
  { lookUps, plans }: NationalEffects,
): Promise<Refusal | undefined> => {
  if (!isInstitution(caller)) return undefined
  const most = plans().limitsOn(today).mostLookUps
  const sender = { institution: caller.institution ?? '', msgid: randomUUID() }
  return (await lookUps.take(sender, most)) ? undefined : refusal('call.too-many', { figures: { most } })
}

const showsPersons = ({ persons, scopes }: Operation): boolean =>
  persons !== undefined && scopes.includes('institution')

/**
 * An operation that shows a person to institutions, counted with their look-ups at the national interface: whoever asked
 * too often there does not go on here. What is not theirs counts like what is.
 */
export const countedRead = (operation: Operation, effects: NationalEffects): Operation => {
  if (!showsPersons(operation)) return operation
  const refusals = [...operation.refusals, 'call.too-many']
  const { owner, handle } = operation
  if (owner.whose === 'recorded')
    return {
      ...operation,
      refusals,
      owner: {
        ...owner,
        before: async (asked) => (await owner.before?.(asked)) ?? refuseTooMany(asked, effects),
      },
    }
  return {
    ...operation,
    refusals,
    handle: async (request) => {
      const refused = await refuseTooMany(request, effects)
      return refused ? { status: 'refused', refusal: refused } : handle(request)
    },
  }
}
