import { TongchouError } from '#shared/kernel/errors.ts'
import type { Outputs } from '../../local/template/model.ts'

/** A function, and where it logs. */
export type LogPlace = { readonly fn: string; readonly log: string }

const stackPrefix = 'tongchou-'

const functionsIn = (service: string, outputs: Readonly<Record<string, string>>) =>
  Object.entries(outputs).flatMap(([key, fn]) => {
    const name = /^([A-Z][a-z]+)Function$/.exec(key)?.[1]
    const log = name && outputs[`${name}Log`]
    return log ? [[`${service}/${name.toLowerCase()}`, { fn, log }] as const] : []
  })

/** Every function of the province by its name, `SERVICE/FUNCTION` or `province/heartbeat`, as the stacks say. */
export const placesOf = (outputs: Outputs): ReadonlyMap<string, LogPlace> =>
  new Map(
    Object.entries(outputs).flatMap(([stack, places]) =>
      functionsIn(
        stack === `${stackPrefix}observability` ? 'province' : stack.slice(stackPrefix.length),
        places,
      ),
    ),
  )

/** The access log of the API. */
export const accessLogOf = (outputs: Outputs): LogPlace => ({
  fn: 'access',
  log: outputs[`${stackPrefix}stage`]?.AccessLogName ?? '',
})

/**
 * A function by its name.
 * @throws TongchouError `operate.function-unknown` with those that there are
 */
export const placeNamed = (outputs: Outputs, name: string): LogPlace => {
  const places = placesOf(outputs)
  const place = places.get(name)
  if (place) return place
  const names = [...places.keys()].sort().join(', ')
  throw new TongchouError('operate.function-unknown', `there is no function ${name}; there are: ${names}`)
}
