import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localPlace } from '../local/local-clients.ts'
import { synthesize } from '../local/synthesize.ts'
import { readAssembly } from '../local/template/assembly.ts'
import type { Model } from '../local/template/model.ts'
import { readModel } from '../local/template/read-model.ts'

const url = 'https://simulation.invalid'

/** What the synthesized template asks for; the app is synthesized unless an assembly is given. */
export const simulatedModel = async (assembly?: string): Promise<Model> => {
  const place = { ...localPlace, queueUrl: (name: string) => `${url}/${name}`, apiUrl: url }
  if (assembly !== undefined && existsSync(assembly)) return readModel(readAssembly(assembly), place)
  const directory = mkdtempSync(join(tmpdir(), 'tongchou-simulation-'))
  try {
    await synthesize(directory, url, { code: false })
    return readModel(readAssembly(directory), place)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
