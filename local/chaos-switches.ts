import { must } from '#shared/kernel/errors.ts'
import { faultKinds, onlySimulated } from './chaos/fault-kinds.ts'
import type { ChaosSettings } from './contracts.ts'

const isOnlySimulated = (kind: string): boolean => onlySimulated.some((each) => each === kind)

/** Every fault that the local stack can have, as often as in the simulation. */
export const everyChaos: Partial<ChaosSettings> = Object.fromEntries(
  Object.entries(faultKinds).filter(([kind]) => !isOnlySimulated(kind)),
)

const atDynamoDb = [
  ...(['throttle', 'refused', 'conflict', 'lostAnswer', 'killedBefore', 'killedAfter'] as const),
  'unprocessedKeys',
] as const

/** Whether these settings act on DynamoDB, and the functions have to reach it through the proxy. */
export const actsOnDynamoDb = (settings: ChaosSettings): boolean =>
  atDynamoDb.some((kind) => settings[kind] > 0)

/**
 * The settings that a list of switches turns on, such as `throttle,twice`; `all` or nothing turns on each.
 * @throws TongchouError `local.chaos-unknown`
 */
export const switchesOf = (list: string): Partial<ChaosSettings> => {
  const names = list.split(',').filter((name) => name !== '' && name !== 'all')
  if (names.length === 0) return everyChaos
  return Object.fromEntries(
    names.map((name) => {
      const known = Object.entries(everyChaos).find(([key]) => key === name)
      must(
        known !== undefined,
        'local.chaos-unknown',
        `There is no chaos switch '${name}'; there are: ${Object.keys(everyChaos).join(', ')}`,
      )
      return known
    }),
  )
}
