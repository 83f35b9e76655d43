import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A world has the clock of its process. */
export const lived = <Printed>(name: string, ...given: readonly string[]): Promise<Printed> =>
  new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL(`./lived/${name}.ts`, import.meta.url))
    const command = ['--import', './cli/keep-compiled.ts', file, ...given]
    execFile(process.execPath, command, { maxBuffer: 1 << 26 }, (_, printed, said) => {
      try {
        resolve(JSON.parse(printed) as Printed)
      } catch {
        reject(new Error(said || printed))
      }
    })
  })
