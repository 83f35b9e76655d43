import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/**
 * Files that take minutes: begun last, one worker would be left alone with them. Each of the first two has a stack of its
 * own, which takes four gigabytes, beside that of the browser; they wait more than they work, and the third does not.
 */
const longest = [
  'test/scenario/chaos-year.test.ts',
  'test/scenario/runbook/runbook.test.ts',
  'test/simulation/seeds.test.ts',
  'test/scenario/year.test.ts',
]

/** Then what waits for a stack, and at last the many short files, which fill all workers to the end. */
const projects = ['simulation', 'browser', 'scenario', 'adapters', 'pure']

const placeOf = ({ moduleId, project }: TestSpecification): number => {
  const long = longest.findIndex((file) => moduleId.endsWith(file))
  return long === -1 ? longest.length + projects.indexOf(project.name) : long
}

/** Begins with what takes longest, whatever its project; files of one place stay in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
