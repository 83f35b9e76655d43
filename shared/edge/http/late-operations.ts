import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { must } from '#shared/kernel/errors.ts'

/** The operations of a service by what makes those of a feature. Which they are does not depend on the effects. */
export type ByFeature<Effects> = readonly ((effects: Effects) => readonly Operation[])[]

type Name = Pick<Operation, 'method' | 'path'>

/** An operation whose feature is made when one of its operations is asked for. */
export type LateOperation = Name & { readonly make: () => Operation }

/** Every operation of some features. */
export const operationsOf = <Effects>(features: ByFeature<Effects>, effects: Effects): Operation[] =>
  features.flatMap((feature) => feature(effects))

/** What the operations of each feature are known by, once a process has made them. */
const known = new WeakMap<object, readonly (readonly Name[])[]>()

const lateOperations = <Effects>(
  make: ByFeature<Effects>[number],
  effects: Effects,
  names: readonly Name[],
): LateOperation[] => {
  let made: readonly Operation[] | undefined
  return names.map(({ method, path }, index) => ({
    ...{ method, path },
    make: () => {
      made ??= make(effects)
      const operation = made[index]
      const name = nameOf({ method, path })
      must(
        operation !== undefined && nameOf(operation) === name,
        'operation.moved',
        `${name} stands elsewhere now`,
      )
      return operation
    },
  }))
}

/**
 * The operations of a service for its door. A process makes all of them at its start. A door that it opens after that makes
 * those of a feature when they are asked for: their schemas are costly, and a world opens many doors for a few calls each.
 */
export const operationsWhenAsked = <Effects>(
  features: ByFeature<Effects>,
  effects: Effects,
): readonly (Operation | LateOperation)[] => {
  const names = known.get(features)
  if (names) return features.flatMap((make, at) => lateOperations(make, effects, names[at] ?? []))
  const made = features.map((make) => make(effects))
  known.set(
    features,
    made.map((own) => own.map(({ method, path }) => ({ method, path }))),
  )
  return made.flat()
}
