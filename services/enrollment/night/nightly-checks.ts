import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import { invariantsOfRecords, registeredOnce } from '../coverage/invariants.ts'
import { keysOfPerson } from '../coverage/store.ts'

/**
 * Every person, by all the invariants: coverage by itself, and the three records of a person together wherever one of them
 * is met. A second claim on an ID number, which his own records do not tell of, is met by itself. Of 60 million persons a
 * part is half a million, some seven hundred pages; with so many more parts than are worked on side by side these are all
 * busy to the end, and other work of the queue waits for one call and not for a part.
 */
export const nightlyChecks: NightlyChecks = {
  parts: 128,
  looks: [
    { invariants: invariantsOfRecords },
    { invariants: [registeredOnce], whole: (records, store) => readWhole(records, keysOfPerson, store) },
  ],
}
