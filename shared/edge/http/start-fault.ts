import * as z from 'zod'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { parameterNames } from '#shared/edge/http/operation.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { isByAnotherHand } from '#shared/kernel/second-hand.ts'

const keysOf = (shape: z.ZodType | undefined): string[] =>
  shape instanceof z.ZodObject ? Object.keys(shape.shape).sort() : []

/** Why an operation must not start: what its contract leaves out; undefined when it holds together. */
export const startFault = (operation: Operation, refusals: RefusalTable): string | undefined => {
  const { owner, scopes, params, path, method, body, refusals: declared } = operation
  if (owner === undefined) return 'it does not say whose data it sees or moves'
  if (scopes.length === 0) return 'nobody may call it'
  if (keysOf(params).join() !== parameterNames(path).toSorted().join())
    return 'its path and its parameters differ'
  if (owner.whose === 'recorded' && owner.everyInstitution && !operation.persons)
    return 'it shows every institution what it does not trace'
  if (method === 'GET' && body !== undefined) return 'a read has no body'
  if (method !== 'GET' && operation.downloads) return 'a command has an answer that a repeat can be given'
  if (operation.persons && operation.untraced !== undefined) return 'it traces what it says it does not'
  if (isByAnotherHand(operation) && !operation.hand) return 'it does not say whose hand stands'
  const unknown = declared.find(
    (code) => !Object.hasOwn(refusals, code) && !Object.hasOwn(doorRefusals.table, code),
  )
  if (unknown !== undefined) return `it declares ${unknown}, which is in no table of refusals`
  return undefined
}
