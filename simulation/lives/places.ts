import { must } from '#shared/kernel/errors.ts'
import type { Role } from '../../cli/year/client.ts'
import { province, provinceApprover } from '../../cli/year/roles.ts'
import type { World } from '../world/world.ts'
import type { Person } from './story.ts'
import { storyCities } from './story.ts'

/** The hospital of a city: of level 2, so that one plan is enough to judge all its stays by. */
export const hospitalOf = (city: Person['city']): string => `H${city}00001`

export const hospital = (city: Person['city']): Role => ({
  ...{ sub: `his-${city}`, scope: 'institution', division: city, institution: hospitalOf(city) },
})
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

/** Registers the hospitals and brings the catalogue into force, before anybody lives there. */
export const openPlaces = async (world: World): Promise<void> => {
  for (const city of storyCities) {
    const path = `/v1/settlement/institutions/${hospitalOf(city)}/proposals`
    const { proposal } = await done(world, {
      ...{ as: province, method: 'POST', path, key: `institution-${city}` },
      body: {
        ...{ name: `${city}第二人民医院`, city, level: 2, provincial: false, category: 'general-hospital' },
        ...{ agreement: { from: '2024-01-01' }, from: '2024-01-01', why: '医疗机构执业许可证' },
      },
    })
    const { proposalId } = proposal as { readonly proposalId: string }
    await done(world, {
      ...{ as: provinceApprover, method: 'POST', path: `${path}/${proposalId}/approval` },
      key: `institution-${city}-approval`,
    })
  }
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

export { provinceApprover }
