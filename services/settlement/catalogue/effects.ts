import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { InstitutionEffects } from '../institution/effects.ts'
import type { CatalogueImports } from './import-store.ts'
import type { ReferenceCache } from './reference.ts'
import type { CatalogueStore } from './store.ts'

/** What work on the catalogue needs from outside. */
export type CatalogueEffects = InstitutionEffects & {
  readonly catalogue: CatalogueStore
  readonly imports: CatalogueImports
  readonly reference: ReferenceCache
  readonly runs: () => Runs
  readonly files: Bucket
}
