/** Files that are sent to the bucket stand under `imports/<kind>/<division>/`; each starts a run. */
export const importsPrefix = 'imports/'

/** The kinds of files that are sent, and the service that each reaches. */
export const importKinds = [
  ...(['persons', 'students', 'disabled', 'roster', 'deaths', 'retirees', 'reports'] as const),
  ...(['employers', 'wages', 'bases', 'payments', 'catalogue'] as const),
  ...(['market-entities', 'compare-employers'] as const),
  ...(['compare-identities', 'compare-births', 'compare-students'] as const),
  ...(['compare-disabled', 'compare-rural', 'compare-aid'] as const),
] as const
export type ImportKind = (typeof importKinds)[number]

/** Where a service keeps files of its own. */
export const filesOf = (service: string): string => `${service}/`

/** The type of the events that tell of a new object; a work queue takes them as they come. */
export const objectCreatedType = 'Object Created'

/** Where the files that everybody may read stand in their own bucket. */
export const publicPrefix = 'public/'
