import { expect, it } from 'vitest'
import { studentsOfRegisteredSchools } from '../../../services/enrollment/school/invariants.ts'

const school = {
  kind: 'school',
  pk: 'SCHOOL#S1',
  sk: 'SCHOOL',
  schoolCode: 'S1',
  city: '340100',
  name: '一中',
}
const pupil = (personId: string, schoolCode: string) => ({
  ...{ kind: 'pupil', pk: `PERSON#${personId}`, sk: 'SCHOOL', personId, schoolCode, since: '2025-09-01' },
})
const coverage = { kind: 'coverage', pk: 'PERSON#P1', sk: 'COVERAGE', insured: { personId: 'P1' } }

it('the night finds a student of a school, or one who is a person, that nobody registered', () => {
  const check = studentsOfRegisteredSchools.start()
  for (const item of [school, coverage, pupil('P1', 'S1'), pupil('P1', 'S2'), pupil('P9', 'S1')])
    check.see(item)
  expect(check.finish()).toMatchObject({
    checked: 3,
    violations: [
      { where: 'P1', what: 'nobody registered the school S2' },
      { where: 'P9', what: 'nobody registered the student' },
    ],
  })
})
