import type { Institution } from '../institution/rules/institution.ts'
import type { Institutions } from '../institution/store.ts'
import type { Catalogue } from './rules/catalogue.ts'
import type { CatalogueStore } from './store.ts'
import { versionedCache } from './versioned-cache.ts'

/** What claims are judged against besides the person's year. */
export type Reference = {
  readonly institutions: ReadonlyMap<string, Institution>
  readonly catalogue: Catalogue
}

export type ReferenceCache = {
  /** From memory, as old as the age allowed. */
  readonly current: () => Promise<Reference>
  /** As stored now: asked for before anyone is refused for something unknown. */
  readonly refresh: () => Promise<Reference>
}

const oneMinute = 60_000

/** Keeps institutions and catalogue in the function's memory; `looked` is told of every look at the table. */
export const cacheReference = (
  { institutions, catalogue }: { institutions: Institutions; catalogue: CatalogueStore },
  now: () => number,
  looked: () => void,
): ReferenceCache => {
  const aging = { now, maxAgeMillis: oneMinute, looked }
  const byCode = versionedCache({ ...aging, readVersion: institutions.version, load: institutions.all })
  const entries = versionedCache({
    ...aging,
    readVersion: catalogue.version,
    load: catalogue.load,
  })
  const read = async (how: 'current' | 'refresh'): Promise<Reference> => {
    const [held, listed] = await Promise.all([byCode[how](), entries[how]()])
    return { institutions: held, catalogue: listed }
  }
  return { current: () => read('current'), refresh: () => read('refresh') }
}
