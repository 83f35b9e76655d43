import { addDays, chinaDay } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer } from '../roles.ts'
import { numberOfNoFile } from './of-no-file.ts'

type Found = { readonly persons: readonly { readonly personId: string }[] }

/** Somebody who has no ID number is registered by another certificate. */
const register = (
  { client }: Context,
  city: string,
  {
    key,
    ...person
  }: {
    readonly key: string
    readonly certificate: object
    readonly birthOn: string
    readonly from: string
  } & {
    readonly name: string
    readonly sex: string
  },
): Promise<{ personId: string }> =>
  client.command(cityClerk(city), 'POST', '/v1/enrollment/persons', `${key}-${city}`, {
    ...person,
    ...{ scheme: 'resident', city, employment: 'resident' },
  })

/**
 * A newborn is insured by the certificate of their birth and gets their number by two hands, and the holder of a passport is
 * registered: both are found by either of their certificates, as one person.
 */
export const insureWithoutNumber = (context: Context): Promise<void> =>
  context.phase('certificates', async () => {
    const { client, cities, settle } = context
    const [city] = cities
    if (city === undefined) return
    const birthOn = addDays(chinaDay(new Date()), -30)
    const birth = { type: 'birth-certificate', number: `Y${city}001` }
    const passport = { type: 'passport', number: `E${city}77`, country: 'USA' }
    const newborn = { name: '王小满', sex: 'female', birthOn, from: birthOn }
    const { personId } = await register(context, city, { key: 'newborn', certificate: birth, ...newborn })
    const foreigner = { name: '安娜·史密斯', sex: 'female', birthOn: '1988-04-12', from: birthOn }
    const holder = await register(context, city, { key: 'passport', certificate: passport, ...foreigner })
    await settle()
    const idNumber = numberOfNoFile(city, birthOn, '882')
    const path = `/v1/enrollment/persons/${personId}`
    const { number } = await client.command<{ number: number }>(
      ...([cityClerk(city), 'POST', `${path}/identity-corrections`, `number-${city}`] as const),
      {
        ...{ idNumber, birthOn, sex: newborn.sex, reason: '新生儿已落户' },
        evidence: { kind: 'household-register', number: '户口簿首页及本人页' },
      },
    )
    const approval = `${path}/reports/${number}/approval`
    await client.command(cityReviewer(city), 'POST', approval, `number-approved-${city}`)
    await settle()
    const expected = [
      [birth, personId],
      [{ type: 'id-card', number: idNumber }, personId],
      [passport, holder.personId],
    ] as const
    for (const [certificate, who] of expected) {
      const { persons } = (
        await client.send(cityClerk(city), 'POST', '/v1/enrollment/persons/look-ups', { certificate })
      ).body as Found
      must(persons[0]?.personId === who, 'year.certificate-lost', 'a certificate did not find its person')
    }
  })
