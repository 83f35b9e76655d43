import type { CatalogueEffects } from '../../../../services/settlement/catalogue/effects.ts'
import type { ImportCatalogue } from '../../../../services/settlement/catalogue/import-catalogue.ts'
import { importCatalogue } from '../../../../services/settlement/catalogue/import-catalogue.ts'
import { approve } from '../../../../services/settlement/catalogue/judge-import.ts'

type Needs = Pick<CatalogueEffects, 'catalogue' | 'imports' | 'runs' | 'referenceMeter'>

const hand = (by: string) => ({ by, on: '2024-12-20', scope: 'province' }) as const
export const maker = hand('maker')
export const checker = hand('checker')

/** Has a catalogue imported by one person and approved by another. */
export const importByTwo = async (file: Omit<ImportCatalogue, 'made'>, effects: Needs) => {
  const sent = await importCatalogue({ ...file, made: maker }, effects)
  if (sent.status === 'accepted' && sent.value.importId !== undefined)
    await approve(sent.value.importId, checker, effects)
  return sent
}
