import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { must } from '#shared/kernel/errors.ts'
import { plants } from './plants.ts'

/** The environment's word for what is planted in a process. */
export const plantedIn = 'TONGCHOU_PLANTED'

const plant = plants.find(({ name }) => name === process.env[plantedIn])
if (plant) {
  const planted = pathToFileURL(resolve(plant.file)).href
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context)
      if (url !== planted) return loaded
      const text = String(loaded.source)
      must(
        text.split(plant.find).length === 2,
        'simulation.plant-astray',
        `${plant.name} does not fit ${plant.file}`,
      )
      return { ...loaded, source: text.replace(plant.find, () => plant.replace) }
    },
  })
}
