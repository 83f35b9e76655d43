import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundleServices } from '../../infra/bundle.ts'
import { functionsOf, services } from '../../infra/services.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const runs = 3

/** Milliseconds a fresh process takes to import a module: the best of a few. */
const importTime = (file: string): number => {
  const script = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - start)`
  const times = Array.from({ length: runs }, () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })),
  )
  return Math.min(...times)
}

/** Bytes and import time of every deployed function's code, bundled as for deployment. */
export const measureBundles = async () => {
  const { bundleOf, remove } = await bundleServices(root, services)
  try {
    return services.flatMap((service) =>
      functionsOf(service).map((fn) => {
        const file = join(bundleOf(service.name, fn), 'index.mjs')
        return {
          name: `${service.name}/${fn}`,
          bytes: statSync(file).size,
          importMilliseconds: Math.round(importTime(file)),
        }
      }),
    )
  } finally {
    remove()
  }
}
