import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { type Pace, paceOf } from '#shared/edge/http/pace.ts'
import { fromServices } from './services.ts'

/** A route of the API that has a limit of its own. */
export type PacedRoute = { readonly service: string; readonly key: string; readonly pace: Pace }

/** Every operation with a pace, as the services' contracts say. */
export const pacedRoutes = async (): Promise<readonly PacedRoute[]> => {
  const effects = new Map(
    (await fromServices<{ readonly effects: unknown }>('composed.ts')).map(({ name, module }) => [
      name,
      module.effects,
    ]),
  )
  const all = await fromServices<{ readonly operations: (of: unknown) => readonly Operation[] }>(
    'operations.ts',
  )
  return all.flatMap(({ name, module }) =>
    module.operations(effects.get(name)).flatMap((operation) => {
      const pace = paceOf(operation)
      return pace ? [{ service: name, key: nameOf(operation), pace }] : []
    }),
  )
}
