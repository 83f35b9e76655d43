import { personAsked } from '#shared/contracts/person-asked.ts'
import { answering } from '#shared/edge/function/answering.ts'
import { openServiceTable } from '#shared/edge/function/clients.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { tellPerson } from '../look-up/tell-person.ts'
import { openSecrets } from '../person/secrets.ts'

const { store, meter } = openServiceTable()
const journal = openJournal(openServiceTable('JOURNAL_TABLE_NAME').store)
const secrets = openSecrets(openKeyRing(store, openWrappingKey()))

/** Tells other services who a person is. What is asked is nowhere logged. */
export const handler = answering(async (asked, requestId) => {
  const answer = await tellPerson(personAsked.parse(asked), requestId, { store, journal, secrets })
  meter('answer', 1)
  return answer
})
