import { must } from '#shared/kernel/errors.ts'
import type { Role } from '../../cli/year/client.ts'
import { province, provinceApprover } from '../../cli/year/roles.ts'
import type { World } from '../world/world.ts'
import type { City } from './story.ts'
import { storyCities } from './story.ts'

/** The hospitals of a city: of level 2, so that one plan is enough to judge all their stays by. */
const hospitals = [1, 2] as const
export type Hospital = (typeof hospitals)[number]

export const hospitalOf = (city: City, which: Hospital = 1): string => `H${city}0000${which}`

export const hospital = (city: City, which: Hospital = 1): Role => {
  const institution = hospitalOf(city, which)
  return { sub: `his-${city}-${which}`, scope: 'institution', division: city, institution }
}
export const clerk = (city: string): Role => ({ sub: `clerk-${city}`, scope: 'city', division: city })
export const checker = (city: string): Role => ({ sub: `checker-${city}`, scope: 'city', division: city })

/** The only item of the catalogue: wholly covered, by the yuan. */
export const item = 'XA01AAA001'

const catalogue = `code,name,list_type,class,first_self_pay,price_limit,from,to
${item},葡萄糖注射液,drug,A,0,,2020-01-01,
`

/** Does something that the platform has to do. @throws TongchouError `simulation.refused` */
export const done = async (
  world: World,
  call: Parameters<World['call']>[0],
): Promise<Record<string, unknown>> => {
  const { status, body } = await world.call(call)
  must(status < 300, 'simulation.refused', `${call.method} ${call.path}: ${status} ${JSON.stringify(body)}`)
  return body
}

/** A hospital of level 2 is registered: one person of the province proposes it, another approves it. */
export const registerHospital = async (
  world: World,
  { code, name, city }: { readonly code: string; readonly name: string; readonly city: string },
): Promise<void> => {
  const path = `/v1/settlement/institutions/${code}/proposals`
  const { proposal } = await done(world, {
    ...{ as: province, method: 'POST', path, key: `institution-${code}` },
    body: {
      ...{ name, city, level: 2, provincial: false, category: 'general-hospital' },
      ...{ agreement: { from: '2024-01-01' }, from: '2024-01-01', why: '医疗机构执业许可证' },
    },
  })
  const { proposalId } = proposal as { readonly proposalId: string }
  await done(world, {
    ...{ as: provinceApprover, method: 'POST', path: `${path}/${proposalId}/approval` },
    key: `institution-${code}-approval`,
  })
}

/** Registers the hospitals and brings the catalogue into force, before anybody lives there. */
export const openPlaces = async (world: World): Promise<void> => {
  for (const city of storyCities)
    for (const which of hospitals)
      await registerHospital(world, {
        ...{ code: hospitalOf(city, which), name: `${city}第${which}人民医院`, city },
      })
  const imports = '/v1/settlement/catalogue-imports'
  const { importId } = await done(world, {
    ...{ as: province, method: 'POST', path: imports, key: 'catalogue' },
    body: {
      fileName: 'catalogue.csv',
      contentBase64: Buffer.from(catalogue).toString('base64'),
      onBadRows: 'refuse',
    },
  })
  await done(world, {
    ...{ as: provinceApprover, method: 'POST', path: `${imports}/${importId}/approval` },
    key: 'catalogue-approval',
  })
  await world.quiet()
}
