import type { Context } from 'aws-lambda'
import type { PersonAnswered } from '#shared/contracts/person-asked.ts'
import { personAsked } from '#shared/contracts/person-asked.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { effects } from '../effects.ts'
import { tellPerson } from '../look-up/tell-person.ts'
import { openSecrets } from '../person/secrets.ts'

const secrets = openSecrets(openKeyRing(effects.store, openWrappingKey()))

/** Tells other services who a person is. What is asked is nowhere logged. */
export const handler = async (event: unknown, { awsRequestId }: Context): Promise<PersonAnswered> => {
  const answer = await tellPerson(personAsked.parse(event), awsRequestId, { ...effects, secrets })
  effects.meter('answer', 1)
  return answer
}
