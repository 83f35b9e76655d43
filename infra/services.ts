import { globSync } from 'node:fs'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'

const folder = new URL('../services/', import.meta.url)

/**
 * What every service has at a path in its folder, by the folders' names in order; those that have nothing there are
 * left out. A new service is found here and told nowhere else.
 */
export const fromServices = async <Module>(
  path: string,
): Promise<readonly { readonly name: string; readonly module: Module }[]> => {
  const files = globSync(`*/${path}`, { cwd: folder }).sort()
  return Promise.all(
    files.map(async (file) => ({
      name: file.split('/')[0] ?? '',
      module: (await import(new URL(file, folder).href)) as Module,
    })),
  )
}

/** The services that make up the system, each as it declares itself in its `table.ts`. */
export const services: readonly ServiceDeclaration[] = (
  await fromServices<{ readonly service: ServiceDeclaration }>('table.ts')
).map(({ module }) => module.service)

/** The functions a service can have; the name of each is also that of its file in `handlers/`. */
export const functionNames = ['api', 'publish', 'consume', 'work', 'answer', 'disclose'] as const

export type FunctionName = (typeof functionNames)[number]

/**
 * The functions that a service has. A service without subscriptions has no consumer, one without runs has no worker, and
 * few are asked by others.
 */
export const functionsOf = (service: ServiceDeclaration): readonly FunctionName[] => [
  'api',
  'publish',
  ...(service.consumes.length > 0 ? (['consume'] as const) : []),
  ...(service.work ? (['work'] as const) : []),
  ...(service.answers ? (['answer'] as const) : []),
  ...(service.discloses ? (['disclose'] as const) : []),
]

/** The folder with the bundled code of a service's function. */
export type BundleOf = (service: string, fn: FunctionName) => string
