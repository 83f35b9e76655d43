import { must } from '#shared/kernel/errors.ts'
import type { ChaosSettings } from './contracts.ts'

/** Every switch is on. Each acts so often that a year of thousands of claims has many such failures. */
export const everyChaos: ChaosSettings = {
  deliverTwice: 0.05,
  deliverLate: 0.03,
  outOfOrder: true,
  throttle: 0.01,
  transactionConflict: 0.02,
  killBetweenWrites: 0.002,
  loseAnswer: 0.03,
}

/** Whether these settings act on DynamoDB, and the functions have to reach it through the proxy. */
export const actsOnDynamoDb = (settings: ChaosSettings): boolean =>
  settings.throttle > 0 ||
  settings.transactionConflict > 0 ||
  settings.killBetweenWrites > 0 ||
  settings.loseAnswer > 0

/**
 * The settings that a list of switches turns on, such as `throttle,deliverTwice`; `all` or nothing turns on each.
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
