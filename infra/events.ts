import { globSync } from 'node:fs'
import { type EventContract, isEventContract } from '#shared/contracts/define-event.ts'

const folder = new URL('../shared/contracts/', import.meta.url)

const contractsIn = async (file: string): Promise<readonly EventContract[]> =>
  Object.values((await import(new URL(file, folder).href)) as Record<string, unknown>).filter(isEventContract)

/** Every event of the product, by detail type: each contract that a module of `shared/contracts` exports. */
export const events: readonly EventContract[] = (
  await Promise.all(globSync('*.ts', { cwd: folder }).map(contractsIn))
)
  .flat()
  .sort((a, b) => (a.detailType < b.detailType ? -1 : 1))
